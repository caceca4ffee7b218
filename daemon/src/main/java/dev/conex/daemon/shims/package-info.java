/// Older versions of the API, as small functions on JSON trees: a request is lifted to the newest version, an answer is
/// lowered to the client's, one step a version that changed something. [dev.conex.daemon.shims.Shims] knows which step
/// belongs to which route; a route without steps isn't parsed twice.
package dev.conex.daemon.shims;
