package dev.conex.blackbox;

/// An engine with the client that drives it.
///
/// @param name how reports name the pair
/// @param socket the daemon's unix socket, as the client's `DOCKER_HOST` has it
/// @param client the client program: a path, or a name on PATH
/// @param registry a registry without TLS, as the daemon reaches it: `127.0.0.1:5000`
/// @param via a command in front of what reaches published ports; empty when the host does
public record Target(String name, String socket, String client, String registry, String via) {}
