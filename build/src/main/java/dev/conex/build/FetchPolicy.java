package dev.conex.build;

import java.net.InetAddress;

/// Which addresses `ADD http…` may connect to. Asked for every connection, after each redirect, with the very address
/// that
/// is then used, so a name that changes its meaning does not get around it.
@FunctionalInterface
public interface FetchPolicy {
    /// Whether a connection to the address is refused.
    boolean refuses(InetAddress address);

    /// Refuses what is no server for anybody: unspecified, multicast and link-local addresses (cloud metadata). The
    /// default.
    FetchPolicy USUAL = a -> a.isAnyLocalAddress() || a.isMulticastAddress() || a.isLinkLocalAddress();

    /// Refuses everything that is not public.
    FetchPolicy PUBLIC = a -> USUAL.refuses(a)
            || a.isLoopbackAddress()
            || a.isSiteLocalAddress()
            || isUniqueLocal(a.getAddress())
            || isSharedSpace(a.getAddress());

    private static boolean isUniqueLocal(byte[] bytes) {
        return bytes.length == 16 && (bytes[0] & 0xfe) == 0xfc;
    }

    private static boolean isSharedSpace(byte[] bytes) {
        return bytes.length == 4 && bytes[0] == 100 && (bytes[1] & 0xc0) == 64;
    }
}
