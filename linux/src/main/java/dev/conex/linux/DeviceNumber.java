package dev.conex.linux;

/// A device by its two numbers.
public record DeviceNumber(int major, int minor) {
    /// No device.
    public static final DeviceNumber NONE = new DeviceNumber(0, 0);

    private static final int LOW_MINOR = 0xff;

    /// As the kernel takes it in mknod(2).
    long encoded() {
        return (minor & LOW_MINOR) | (long) major << 8 | (long) (minor & ~LOW_MINOR) << 12;
    }
}
