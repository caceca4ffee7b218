package dev.conex.runtime;

import dev.conex.linux.Errno;
import dev.conex.linux.ErrnoException;
import dev.conex.linux.Fd;
import dev.conex.linux.Pidfd;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/// A plan on its way through a shim: handed over, and the reports read. Until it is released, closing it undoes it.
final class Launch implements AutoCloseable {
    private static final int SIGKILL = 9;

    private final LaunchPlan plan;
    private final Shims.Waiting shim;
    private final InputStream status;
    private int pid;
    private boolean released;

    private Launch(LaunchPlan plan, Shims.Waiting shim) {
        this.plan = plan;
        this.shim = shim;
        this.status = shim.status().input();
    }

    /// Gives the plan to a shim and waits until its child stands at the gate.
    static Launch toGate(LaunchPlan plan, Shims shims, Cgroup cgroup, PlanEncoder.Filters filters) throws IOException {
        try (Inputs inputs = Inputs.open(plan, cgroup)) {
            PlanEncoder.Parts parts = PlanEncoder.encode(plan, inputs.numbers(), filters);
            Launch launch = new Launch(plan, shims.take(parts.toClone()));
            try {
                launch.hand(parts.rest());
                launch.awaitReady();
                return launch;
            } catch (IOException | RuntimeException e) {
                launch.close();
                throw e;
            }
        }
    }

    /// A shim that has failed already takes no more: its report says why.
    private void hand(byte[] bytes) throws IOException {
        try (OutputStream out = shim.plan().output()) {
            out.write(bytes);
        } catch (ErrnoException e) {
            if (!e.is(Errno.EPIPE)) {
                throw e;
            }
        }
    }

    private void awaitReady() throws IOException {
        while (true) {
            switch (Report.read(status)) {
                case Report.Cloned(int number) -> pid = number;
                case Report.Ready() -> {
                    return;
                }
                case Report report -> throw LaunchErrors.of(plan, report);
            }
        }
    }

    /// Waits for the outcome of opening the gate.
    void awaitStarted() throws IOException {
        Report report = Report.read(status);
        status.close();
        if (!(report instanceof Report.Started)) {
            throw LaunchErrors.of(plan, report);
        }
    }

    /// The child's number on the host.
    int pid() {
        return pid;
    }

    int shimPid() {
        return shim.shim().pid();
    }

    /// The shim itself: its descriptors, and its end.
    Pidfd shimPidfd() {
        return shim.shim().pidfd();
    }

    /// A duplicate of one of the shim's descriptors.
    Fd take(int number) throws ErrnoException {
        return shimPidfd().getfd(number);
    }

    /// From here on the shim, and its pidfd, belong to the caller, and closing does nothing.
    void release() {
        released = true;
    }

    /// Nobody will ask [#awaitStarted].
    void forget() {
        try {
            status.close();
        } catch (IOException e) {
            throw new IllegalStateException("closing a pipe does not fail", e);
        }
    }

    /// Ends child and shim if they were not released.
    @Override
    public void close() {
        if (!released) {
            shim.plan().close();
            kill();
            forget();
            Reaper.reap(shim.shim());
        }
    }

    private void kill() {
        try {
            shimPidfd().sendSignal(SIGKILL); // its child sees the gate close; one that is not there yet is killed
            if (pid > 0) {
                try (Pidfd child = Pidfd.open(pid)) {
                    child.sendSignal(SIGKILL);
                }
            }
        } catch (ErrnoException e) {
            if (!e.is(Errno.ESRCH)) {
                System.getLogger(Launch.class.getName()).log(System.Logger.Level.WARNING, "ending a failed launch", e);
            }
        }
    }
}
