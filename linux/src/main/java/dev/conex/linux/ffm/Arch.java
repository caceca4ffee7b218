package dev.conex.linux.ffm;

/// What differs between the processors we run on, besides the system call numbers (see [Syscall]).
///
/// @param directory value of O_DIRECTORY
/// @param noFollow value of O_NOFOLLOW
/// @param epollEventSize bytes of `struct epoll_event`, which is packed on x86-64 only
/// @param epollDataOffset where its `data` begins
public record Arch(Cpu cpu, int directory, int noFollow, int epollEventSize, int epollDataOffset) {

    /// The processors we know.
    public enum Cpu {
        X86_64,
        AARCH64
    }

    private static final Arch CURRENT = of(System.getProperty("os.arch", ""));

    /// The one this process runs on.
    public static Arch current() {
        return CURRENT;
    }

    private static Arch of(String name) {
        return switch (name) {
            case "amd64", "x86_64" -> new Arch(Cpu.X86_64, 0x1_0000, 0x2_0000, 12, 4);
            case "aarch64" -> new Arch(Cpu.AARCH64, 0x4000, 0x8000, 16, 8);
            default -> throw new UnsupportedOperationException("processor \"" + name + "\" is not supported");
        };
    }
}
