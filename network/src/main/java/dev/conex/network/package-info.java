/// Gives a container its links, addresses, ports and names.
///
/// The door is [dev.conex.network.HostNetwork]: it makes bridges, plugs a network namespace into them, publishes ports
/// and answers names. What it is going to do is a [dev.conex.network.NetworkPlan] that prints; what it did lies in the
/// kernel only, tagged with an owner, so that [dev.conex.network.HostNetwork#sweep] finds exactly our orphans.
///
/// Words: *bridge* = the link of a network on the host; *endpoint* = a container on one network; *attachment* = an
/// endpoint with everything decided (addresses, ports); *publish* = an element of a firewall map.
///
/// The one invariant: nothing is remembered here. Addresses and ports in use are given by the caller, computed from
/// live records, and the pure functions of [dev.conex.network.Addresses] choose among the rest.
package dev.conex.network;
