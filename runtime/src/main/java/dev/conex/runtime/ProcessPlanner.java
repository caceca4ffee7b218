package dev.conex.runtime;

import dev.conex.runtime.Step.Payload;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/// The part of a plan that is the same for a container's first process and for one added later.
final class ProcessPlanner {
    private static final long SPEC_ALLOW =
            4; // SECCOMP_FILTER_FLAG_SPEC_ALLOW: no mitigation that the host doesn't have

    private final ProcessSpec process;
    private final KernelInfo kernel;
    private final PlanWriter plan;
    private final Capabilities caps;

    ProcessPlanner(ProcessSpec process, KernelInfo kernel, PlanWriter plan) {
        this.process = process;
        this.kernel = kernel;
        this.plan = plan;
        this.caps = process.caps().within(kernel.capabilities());
    }

    /// What is set through the host's /proc.
    void oomScore() {
        if (process.oomScoreAdj() != null) {
            plan.add(Op.OOM_SCORE, process.oomScoreAdj(), 0, 0, Integer.toString(process.oomScoreAdj()));
        }
    }

    private void limit(Rlimit wanted) {
        Rlimit limit = wanted;
        Long own = kernel.hardLimits().get(wanted.resource());
        if (own != null
                && own != Rlimit.UNLIMITED
                && !kernel.raisesLimits()
                && Long.compareUnsigned(wanted.hard(), own) > 0) {
            limit = new Rlimit(
                    wanted.resource(), Long.compareUnsigned(wanted.soft(), own) > 0 ? own : wanted.soft(), own);
            plan.warn("limit %s of %d is out of reach, set to %d".formatted(wanted.resource(), wanted.hard(), own));
        }
        plan.add(
                Op.RLIMIT,
                limit.resource().number(),
                limit.soft(),
                limit.hard(),
                "%s %d %d".formatted(limit.resource(), limit.soft(), limit.hard()));
    }

    /// @param console whether it is the container's own terminal
    void terminal(boolean console) {
        ProcessSpec.Terminal terminal = process.terminal();
        if (terminal != null) {
            plan.add(Op.PTY, terminal.rows(), terminal.columns(), console ? 1 : 0, console ? "and /dev/console" : "");
        }
    }

    /// Identity, rights, the gate and the program. Without no-new-privileges a filter needs CAP_SYS_ADMIN to be
    /// installed, so it comes before the capabilities go, and must allow what follows. A profile of the user's may
    /// not even allow the gate.
    void run(boolean init) {
        plan.add(Op.KEYRING, 0, 0, 0, "");
        plan.words(Op.CWD, 0, List.of(process.cwd()), process.cwd());
        process.rlimits().forEach(this::limit); // not sooner: the steps themselves need descriptors
        boolean foreign = process.seccomp() instanceof Seccomp.Profile;
        plan.add(Op.BOUNDING, caps.bounding(), 0, 0, HexFormat.of().toHexDigits(caps.bounding()));
        if (process.noNewPrivileges()) {
            identity();
            plan.add(Op.NO_NEW_PRIVS, 0, 0, 0, "");
            gateAndFilter(foreign);
        } else {
            gateAndFilter(foreign);
            identity();
            gateLast(foreign);
        }
        if (init) {
            plan.add(Op.INIT, 0, 0, 0, "");
        }
        program();
    }

    private void gateAndFilter(boolean foreign) {
        if (foreign) {
            gate();
        }
        filter();
        if (!foreign && process.noNewPrivileges()) {
            gate();
        }
    }

    private void gateLast(boolean foreign) {
        if (!foreign) {
            gate();
        }
    }

    private void gate() {
        plan.add(Op.GATE, 0, 0, 0, "");
    }

    private void filter() {
        String text = switch (process.seccomp()) {
            case Seccomp.Default() -> "default";
            case Seccomp.Profile _ -> "own profile";
            case Seccomp.Unconfined() -> "";
        };
        if (!text.isEmpty()) {
            plan.step(new Step(Op.SECCOMP, SPEC_ALLOW, 0, 0, new Payload.Filter(process.seccomp(), caps), text));
        }
    }

    private void identity() {
        Identity user = process.user();
        plan.step(new Step(
                Op.USER,
                user.uid(),
                user.gid(),
                0,
                new Payload.Numbers(user.groups()),
                user.uid() + ":" + user.gid() + " groups " + user.groups()));
        plan.add(
                Op.CAPS,
                caps.effective(),
                caps.effective(),
                caps.ambient(),
                HexFormat.of().toHexDigits(caps.effective()));
    }

    private void program() {
        List<String> strings = new ArrayList<>(process.args());
        strings.addAll(process.env());
        plan.step(new Step(
                Op.EXEC,
                process.args().size(),
                process.env().size(),
                0,
                new Payload.Words(strings),
                process.args() + " with " + process.env().size() + " variables"));
    }
}
