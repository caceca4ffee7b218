package dev.conex.network;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;

/// Who a container may find by name. Called for each question, on a virtual thread; answers come from records at once.
public interface Resolver {
    /// Whether the name is a container's at all (in any family).
    boolean known(String name);

    /// Addresses of one family; empty if there are none.
    List<InetAddress> lookup(String name, boolean v6);

    /// The full name of one of our addresses.
    Optional<String> reverse(InetAddress address);

    /// Name servers for everything else, best first; empty refuses to forward (an internal network).
    List<InetSocketAddress> upstream();
}
