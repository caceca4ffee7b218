package dev.conex.linux.ffm;

import java.util.Locale;

/// Every system call that we make, with its number on x86-64 and on aarch64.
///
/// Calls that aarch64 lacks (`open`, `mkdir`, `epoll_wait`, …) are not here: the `*at` forms do for both.
public enum Syscall {
    ACCEPT4(288, 242),
    BIND(49, 200),
    BPF(321, 280),
    CLOSE(3, 57),
    CONNECT(42, 203),
    COPY_FILE_RANGE(326, 285),
    EPOLL_CREATE1(291, 20),
    EPOLL_CTL(233, 21),
    EPOLL_PWAIT(281, 22),
    EVENTFD2(290, 19),
    FALLOCATE(285, 47),
    FCHDIR(81, 50),
    FCHMOD(91, 52),
    FCHMODAT(268, 53),
    FCHMODAT2(452, 452),
    FCHOWNAT(260, 54),
    FCNTL(72, 25),
    FDATASYNC(75, 83),
    FLOCK(73, 32),
    FSCONFIG(431, 431),
    FSMOUNT(432, 432),
    FSOPEN(430, 430),
    FSPICK(433, 433),
    FSTATFS(138, 44),
    FSYNC(74, 82),
    FTRUNCATE(77, 46),
    GETDENTS64(217, 61),
    GETPEERNAME(52, 205),
    GETRANDOM(318, 278),
    GETSOCKNAME(51, 204),
    GETSOCKOPT(55, 209),
    GETTID(186, 178),
    GETXATTR(191, 8),
    IOCTL(16, 29),
    KILL(62, 129),
    LINKAT(265, 37),
    LISTEN(50, 201),
    LISTMOUNT(458, 458),
    LISTXATTR(194, 11),
    LSEEK(8, 62),
    MEMFD_CREATE(319, 279),
    MKDIRAT(258, 34),
    MKNODAT(259, 33),
    MOUNT(165, 40),
    MOUNT_SETATTR(442, 442),
    MOVE_MOUNT(429, 429),
    OPENAT(257, 56),
    OPENAT2(437, 437),
    OPEN_TREE(428, 428),
    PIDFD_GETFD(438, 438),
    PIDFD_OPEN(434, 434),
    PIDFD_SEND_SIGNAL(424, 424),
    PIPE2(293, 59),
    PPOLL(271, 73),
    PRCTL(157, 167),
    PREAD64(17, 67),
    PRLIMIT64(302, 261),
    PWRITE64(18, 68),
    READ(0, 63),
    READLINKAT(267, 78),
    RECVFROM(45, 207),
    RECVMSG(47, 212),
    REMOVEXATTR(197, 14),
    RENAMEAT2(316, 276),
    SECCOMP(317, 277),
    SENDFILE(40, 71),
    SENDMSG(46, 211),
    SENDTO(44, 206),
    SETNS(308, 268),
    SETSOCKOPT(54, 208),
    SETXATTR(188, 5),
    SHUTDOWN(48, 210),
    SOCKET(41, 198),
    SOCKETPAIR(53, 199),
    SPLICE(275, 76),
    STATMOUNT(457, 457),
    STATX(332, 291),
    SYMLINKAT(266, 36),
    SYNCFS(306, 267),
    UMOUNT2(166, 39),
    UNLINKAT(263, 35),
    UNSHARE(272, 97),
    UTIMENSAT(280, 88),
    WAITID(247, 95),
    WRITE(1, 64);

    private final int x86;
    private final int aarch64;

    Syscall(int x86, int aarch64) {
        this.x86 = x86;
        this.aarch64 = aarch64;
    }

    /// The number on this machine.
    public int number() {
        return switch (Arch.current().cpu()) {
            case X86_64 -> x86;
            case AARCH64 -> aarch64;
        };
    }

    /// The name as manual pages write it.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
