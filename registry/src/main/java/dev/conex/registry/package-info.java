/// The distribution protocol (OCI distribution-spec 1.1), as client and as server.
///
/// The client is [dev.conex.registry.Remotes], which opens a [dev.conex.registry.Remote] for one set of
/// credentials; its failures are [dev.conex.registry.RegistryFailure]s, which carry facts and not Docker's
/// words. The server is [dev.conex.registry.RegistryServer] over a [dev.conex.registry.RegistryStore], of which
/// [dev.conex.registry.DiskRegistry] is the one on a disk of its own. Invariants: a credential goes to the host
/// it was given for and nowhere else; what the server has acknowledged is on the disk; bytes never leave under
/// a digest that is not theirs.
package dev.conex.registry;
