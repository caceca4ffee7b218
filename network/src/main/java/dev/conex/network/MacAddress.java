package dev.conex.network;

import java.net.InetAddress;
import java.util.HexFormat;

/// A 48-bit link address, `02:42:ac:11:00:02`.
public record MacAddress(String text) {
    private static final HexFormat COLONS = HexFormat.ofDelimiter(":");
    private static final int BYTES = 6;
    private static final int GROUP_BIT = 1;

    public MacAddress {
        text = text.toLowerCase(java.util.Locale.ROOT).replace('-', ':');
        byte[] bytes;
        try {
            bytes = COLONS.parseHex(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("invalid MAC address : %s".formatted(text), e);
        }
        if (bytes.length != BYTES || (bytes[0] & GROUP_BIT) != 0) {
            throw new IllegalArgumentException("invalid MAC address : %s".formatted(text));
        }
    }

    /// The address that goes with an IPv4 address: neighbours that remember it stay right when a container comes back.
    public static MacAddress of(InetAddress address) {
        var ip = address.getAddress();
        int at = ip.length - 4;
        return new MacAddress("02:42:" + COLONS.formatHex(new byte[] {ip[at], ip[at + 1], ip[at + 2], ip[at + 3]}));
    }

    /// The six bytes.
    public byte[] bytes() {
        return COLONS.parseHex(text);
    }

    @Override
    public String toString() {
        return text;
    }
}
