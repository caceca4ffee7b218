package dev.conex.network;

import java.math.BigInteger;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/// Pure choices among addresses, subnets and ports that are free. What is in use is told by the caller.
public final class Addresses {
    /// First and last port that is handed out when nobody says which.
    public static final int EPHEMERAL_FIRST = 32_768;

    public static final int EPHEMERAL_LAST = 60_999;
    /// Subnets tried of one pool; a pool with more is not looked at any further.
    static final int SUBNETS_MAX = 65_536;

    private Addresses() {}

    /// Subnets of `prefix` bits are cut from `base`.
    public record Pool(Cidr base, int prefix) {
        public Pool {
            if (prefix < base.prefix() || prefix > Cidr.bits(base.address())) {
                throw new IllegalArgumentException("pool %s with subnets of /%d: too large".formatted(base, prefix));
            }
        }
    }

    /// Docker's pools of IPv4 subnets: 172.17 to 172.31 as /16, 192.168 as /20.
    public static List<Pool> standardPools() {
        var pools = new ArrayList<Pool>();
        for (int i = 17; i < 32; i++) {
            pools.add(new Pool(Cidr.parse("172.%d.0.0/16".formatted(i)), 16));
        }
        pools.add(new Pool(Cidr.parse("192.168.0.0/16"), 20));
        return List.copyOf(pools);
    }

    /// A pool of IPv6 /64 subnets below a private /48 that a host keeps (RFC 4193): 40 bits of `hostSeed`.
    public static Pool privatePool(byte[] hostSeed) {
        var bytes = new byte[16];
        bytes[0] = (byte) 0xfd;
        System.arraycopy(hostSeed, 0, bytes, 1, Math.min(5, hostSeed.length));
        return new Pool(new Cidr(Cidr.of(new BigInteger(1, bytes), true), 48), 64);
    }

    /// The first subnet of the pools that meets nothing in `taken` (networks' subnets and what the host routes).
    public static Optional<Cidr> pickSubnet(List<Pool> pools, Collection<Cidr> taken) {
        for (var pool : pools) {
            var found = pickSubnet(pool, taken);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private static Optional<Cidr> pickSubnet(Pool pool, Collection<Cidr> taken) {
        var base = pool.base().subnet();
        var step = BigInteger.ONE.shiftLeft(Cidr.bits(base.address()) - pool.prefix());
        var at = Cidr.number(base.address());
        for (int i = 0; i < SUBNETS_MAX; i++, at = at.add(step)) {
            var candidate = new Cidr(Cidr.of(at, base.v6()), pool.prefix());
            if (!base.contains(candidate)) {
                return Optional.empty();
            }
            if (taken.stream().noneMatch(t -> isPlace(t) && t.overlaps(candidate))) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }

    /// A default route covers everything and means nothing.
    private static boolean isPlace(Cidr taken) {
        return taken.prefix() > 0;
    }

    /// The lowest free address of `range` (or of the whole subnet) that may be a host's.
    public static Optional<InetAddress> pickAddress(Cidr subnet, @Nullable Cidr range, Set<InetAddress> used) {
        var from = range == null ? subnet : range;
        var last = Cidr.number(from.last());
        for (var at = Cidr.number(from.first()); at.compareTo(last) <= 0; at = at.add(BigInteger.ONE)) {
            var candidate = Cidr.of(at, subnet.v6());
            if (usable(subnet, candidate) && !used.contains(candidate)) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }

    /// Whether a host may have it: inside, and neither the subnet's own nor its broadcast address.
    public static boolean usable(Cidr subnet, InetAddress address) {
        if (!subnet.contains(address)) {
            return false;
        }
        int hostBits = Cidr.bits(address) - subnet.prefix();
        if (hostBits < 2) {
            return true;
        }
        return !address.equals(subnet.first()) && (subnet.v6() || !address.equals(subnet.last()));
    }

    /// The lowest free port of first … last, beginning at `start` and coming round.
    public static OptionalInt pickPort(int first, int last, int start, IntPredicate used) {
        int count = last - first + 1;
        int offset = Math.floorMod(start - first, Math.max(1, count));
        for (int i = 0; i < count; i++) {
            int port = first + (offset + i) % count;
            if (!used.test(port)) {
                return OptionalInt.of(port);
            }
        }
        return OptionalInt.empty();
    }
}
