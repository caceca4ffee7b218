package dev.conex.engine;

import java.util.List;

/// Networks and who is on them. A ref is an id, a unique prefix, or a name.
public interface Networks {
    /// Makes a network; answers its id.
    NetworkCreated create(NetworkSpec spec);

    /// Everything known of one; `verbose` changes nothing on one host.
    NetworkInspect inspect(String ref);

    /// Networks that fit: filters `dangling driver id label name scope type`.
    List<NetworkInspect> list(Filters filters);

    /// Removes one that nobody is on.
    void remove(String ref);

    /// Puts a container on it, running or not.
    void connect(String ref, String containerRef, EndpointOptions options);

    /// Takes a container off.
    void disconnect(String ref, String containerRef, boolean force);

    /// Removes those that nobody is on: filters `label`, `until`.
    List<String> prune(Filters filters);
}
