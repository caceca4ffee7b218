package dev.conex.runtime;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/// The plan of a process that is added to a running container: the shim enters its pid namespace only, all else is
/// entered by the child, so that the shim keeps seeing the host's files.
final class ExecPlanner {
    private static final String EXIT_PREFIX = "exec-";

    private ExecPlanner() {}

    static String exitFile(String id) {
        return EXIT_PREFIX + id;
    }

    /// Removes what execs of an earlier daemon wrote down: nobody can ask for it any more.
    static void forgetExits(Path runDir) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(runDir, EXIT_PREFIX + "*")) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
        } catch (NoSuchFileException e) {
            // nothing is left of the container
        }
    }

    /// @param pid the container's first process
    static LaunchPlan plan(ExecSpec spec, int pid, Path runDir, KernelInfo kernel) {
        PlanWriter plan = new PlanWriter();
        plan.fetch();
        plan.add(Op.ENTER_PID, plan.slot(new Input.OfProcess(pid, "ns/pid")), 0, 0, "of process " + pid);
        plan.add(Op.CLONE, 0, 0, 0, "");
        plan.fetch();
        int slot = plan.slot(new Input.Opened(runDir, false));
        plan.words(Op.RUN_DIR, slot, List.of(exitFile(spec.id())), runDir.toString());
        plan.add(Op.STDIO, stdio(spec), 0, 0, spec.process().tty() ? "terminal" : spec.output() ? "pipes" : "none");
        plan.add(Op.CHILD, 0, 0, 0, "");
        ContainerPlanner.cgroups(kernel.cgroups())
                .forEach(name -> plan.add(Op.CGROUP, plan.slot(new Input.CgroupProcs(name)), 0, 0, name));
        ProcessPlanner process = new ProcessPlanner(spec.process(), kernel, plan);
        process.oomScore();
        long flags = Clone.MNT.flag() | Clone.CGROUP.flag() | Clone.UTS.flag() | Clone.IPC.flag() | Clone.NET.flag();
        plan.add(Op.SETNS, plan.slot(new Input.OfProcess(pid, "pidfd")), flags, 0, Clone.text(flags));
        process.terminal(false);
        process.run(false);
        return plan.finish();
    }

    private static int stdio(ExecSpec spec) {
        return ShimWords.STDIO_DIRECT
                | (spec.stdin() ? ShimWords.STDIO_STDIN : 0)
                | (spec.process().tty() ? ShimWords.STDIO_TTY : 0)
                | (spec.output() || spec.stdin() ? 0 : ShimWords.STDIO_NONE);
    }
}
