package dev.conex.linux;

import dev.conex.linux.ffm.Syscall;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// A process by descriptor: the number can't be reused under us. See pidfd_open(2).
public final class Pidfd implements AutoCloseable {
    /// How long the parent of an ended process may take to reap it before its status counts as unknown.
    private static final Duration REAP_LIMIT = Duration.ofSeconds(2);

    private static final int P_PIDFD = 3;
    private static final int WNOHANG = 1;
    private static final int WEXITED = 4;
    private static final int CLD_EXITED = 1;
    private static final int CLD_DUMPED = 3;
    private static final int SIGINFO_SIZE = 128;
    private static final int SI_CODE = 8;
    private static final int SI_PID = 16;
    private static final int SI_STATUS = 24;
    private static final long INFO_EXIT = 1 << 3;
    /// `struct pidfd_info` as of Linux 6.13 (PIDFD_INFO_SIZE_VER0); the exit flag came with 6.15.
    private static final StructLayout INFO = MemoryLayout.structLayout(
            ValueLayout.JAVA_LONG.withName("mask"),
            ValueLayout.JAVA_LONG.withName("cgroupid"),
            MemoryLayout.sequenceLayout(11, ValueLayout.JAVA_INT).withName("ids"),
            ValueLayout.JAVA_INT.withName("exit_code"));
    private static final long EXIT_CODE = INFO.byteOffset(MemoryLayout.PathElement.groupElement("exit_code"));
    /// `_IOWR(0xFF, 11, struct pidfd_info)`
    private static final long PIDFD_GET_INFO = 0xC000_FF0BL | INFO.byteSize() << 16;

    private final int pid;
    private final Fd fd;

    private Pidfd(int pid, Fd fd) {
        this.pid = pid;
        this.fd = fd;
    }

    /// Opens a living process, or a child of ours that is not reaped.
    ///
    /// @throws ErrnoException ESRCH when there is no such process
    public static Pidfd open(int pid) throws ErrnoException {
        return new Pidfd(pid, Fd.own((int) Sys.call(Syscall.PIDFD_OPEN, "process " + pid, pid, 0)));
    }

    /// The number it was opened by.
    public int pid() {
        return pid;
    }

    /// The descriptor itself, for setns(2) or a poll; stays owned by this object.
    public Fd fd() {
        return fd;
    }

    /// Sends a signal; 0 only asks whether it can be reached.
    ///
    /// @throws ErrnoException ESRCH when it has ended
    public void sendSignal(int signal) throws ErrnoException {
        Sys.call(Syscall.PIDFD_SEND_SIGNAL, this, fd.number(), signal, 0, 0);
    }

    /// A duplicate of one of its descriptors; the caller closes it.
    public Fd getfd(int target) throws ErrnoException {
        return Fd.own((int) Sys.call(Syscall.PIDFD_GETFD, this + " descriptor " + target, fd.number(), target, 0));
    }

    /// Whether it has ended (a zombie has).
    public boolean hasEnded() throws ErrnoException {
        return Poller.isReady(fd, Poller.READABLE);
    }

    /// Waits for the end on any thread: a virtual one parks.
    ///
    /// @return its status: by reaping it when it is our child, else as the kernel remembers it after its parent
    ///     reaped it (Linux 6.15 on), for which a short while is waited; empty when nobody can tell
    public Optional<ExitStatus> await() throws IOException, InterruptedException {
        Poller.common().await(fd, Poller.READABLE);
        var status = status();
        if (status.isEmpty() && Poller.common().await(fd, 0, REAP_LIMIT)) { // the hang-up says that it is reaped
            return status();
        }
        return status;
    }

    /// The root directory of its mount namespace; the caller closes it.
    ///
    /// @throws ErrnoException ESRCH when it has ended
    public Dir root() throws ErrnoException {
        return Dir.own(ofProc("root", OpenFlags.DIRECTORY));
    }

    /// One of its namespaces (`net`, `mnt`, `pid`, `ipc`, `uts`, `cgroup`, `user`), for [NamespaceThread] or a child;
    /// the
    /// caller closes it.
    ///
    /// @throws ErrnoException ESRCH when it has ended
    public Fd namespace(String name) throws ErrnoException {
        return ofProc("ns/" + name, OpenFlags.READ_ONLY);
    }

    /// Opens by number, then makes sure that the number still meant this process.
    private Fd ofProc(String name, int flags) throws ErrnoException {
        var opened = Fd.open(Path.of("/proc/" + pid, name), flags, 0);
        try {
            sendSignal(0);
            return opened;
        } catch (ErrnoException e) {
            opened.close();
            throw e;
        }
    }

    /// The status of a process that has ended, without waiting; see [#await()].
    ///
    /// Empty too while a process that is not our child ended but is not reaped.
    public Optional<ExitStatus> status() throws ErrnoException {
        try {
            return reap();
        } catch (ErrnoException e) {
            if (e.is(Errno.ECHILD)) {
                return remembered();
            }
            throw e;
        }
    }

    private Optional<ExitStatus> reap() throws ErrnoException {
        try (var arena = Arena.ofConfined()) {
            var info = arena.allocate(SIGINFO_SIZE, Long.BYTES);
            Sys.call(Syscall.WAITID, this, P_PIDFD, fd.number(), Sys.at(info), WEXITED | WNOHANG, 0);
            if (info.get(ValueLayout.JAVA_INT, SI_PID) == 0) {
                return Optional.empty();
            }
            var status = info.get(ValueLayout.JAVA_INT, SI_STATUS);
            var code = info.get(ValueLayout.JAVA_INT, SI_CODE);
            return Optional.of(
                    code == CLD_EXITED
                            ? new ExitStatus(status, 0, false)
                            : new ExitStatus(0, status, code == CLD_DUMPED));
        }
    }

    private Optional<ExitStatus> remembered() {
        try (var arena = Arena.ofConfined()) {
            var info = arena.allocate(INFO);
            info.set(ValueLayout.JAVA_LONG, 0, INFO_EXIT);
            var result = Sys.attempt(Syscall.IOCTL, fd.number(), PIDFD_GET_INFO, Sys.at(info));
            if (result < 0 || (info.get(ValueLayout.JAVA_LONG, 0) & INFO_EXIT) == 0) {
                return Optional.empty();
            }
            return Optional.of(ExitStatus.ofWaitStatus(info.get(ValueLayout.JAVA_INT, EXIT_CODE)));
        }
    }

    @Override
    public void close() {
        fd.close();
    }

    @Override
    public String toString() {
        return "process " + pid;
    }
}
