package dev.conex.network;

import java.math.BigInteger;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;

/// An address with a prefix length, IPv4 or IPv6: a subnet, or an interface's address within its subnet.
public record Cidr(InetAddress address, int prefix) {
    public Cidr {
        if (prefix < 0 || prefix > bits(address)) {
            throw new IllegalArgumentException(
                    "prefix %d of %s: not 0 to %d".formatted(prefix, address.getHostAddress(), bits(address)));
        }
    }

    /// Reads `172.17.0.0/16`; host bits may be set. Never asks a name server.
    public static Cidr parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            throw new IllegalArgumentException("invalid CIDR address: %s".formatted(text));
        }
        try {
            return new Cidr(address(text.substring(0, slash)), Integer.parseInt(text.substring(slash + 1)));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("invalid CIDR address: %s".formatted(text), e);
        }
    }

    /// Reads a literal address without a zone.
    public static InetAddress address(String text) {
        boolean shortened =
                text.indexOf(':') < 0 && text.chars().filter(c -> c == '.').count() != 3;
        if (text.indexOf('%') >= 0 || shortened) {
            throw new IllegalArgumentException("invalid IP address: %s".formatted(text));
        }
        return InetAddress.ofLiteral(text);
    }

    /// An address as people write it: IPv6 with `::` for the longest run of zeros (RFC 5952).
    public static String text(InetAddress address) {
        return address instanceof Inet6Address six ? Rfc5952.text(six.getAddress()) : address.getHostAddress();
    }

    public boolean v6() {
        return address instanceof Inet6Address;
    }

    /// The same subnet with host bits cleared.
    public Cidr subnet() {
        return new Cidr(of(number(first()), v6()), prefix);
    }

    /// The lowest address of the subnet.
    public InetAddress first() {
        return of(number(address).andNot(hostMask()), v6());
    }

    /// The highest address of the subnet.
    public InetAddress last() {
        return of(number(address).or(hostMask()), v6());
    }

    /// The nth address counted from the first; absent-minded callers get an exception outside the subnet.
    public InetAddress at(long n) {
        var found = of(number(first()).add(BigInteger.valueOf(n)), v6());
        if (n < 0 || !contains(found)) {
            throw new IllegalArgumentException("address %d of %s: outside".formatted(n, this));
        }
        return found;
    }

    public boolean contains(InetAddress other) {
        return other instanceof Inet6Address == v6()
                && number(other).andNot(hostMask()).equals(number(first()));
    }

    /// Whether all of the other lies in this.
    public boolean contains(Cidr other) {
        return other.prefix >= prefix && contains(other.address);
    }

    public boolean overlaps(Cidr other) {
        return contains(other) || other.contains(this);
    }

    /// How many addresses there are.
    public BigInteger size() {
        return BigInteger.ONE.shiftLeft(bits(address) - prefix);
    }

    private BigInteger hostMask() {
        return size().subtract(BigInteger.ONE);
    }

    static int bits(InetAddress address) {
        return address instanceof Inet6Address ? 128 : 32;
    }

    static BigInteger number(InetAddress address) {
        return new BigInteger(1, address.getAddress());
    }

    static InetAddress of(BigInteger number, boolean v6) {
        var bytes = new byte[v6 ? 16 : 4];
        var raw = number.toByteArray();
        int length = Math.min(raw.length, bytes.length);
        System.arraycopy(raw, raw.length - length, bytes, bytes.length - length, length);
        try {
            // An IPv4-mapped address would come out as IPv4; inside our subnets there is none.
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("4 or 16 bytes are always an address", e);
        }
    }

    @Override
    public String toString() {
        return text(address) + "/" + prefix;
    }
}
