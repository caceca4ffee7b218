/// Older versions of the API, as small functions on JSON trees: a *lift* makes a request one of the newest version, a
/// *lowering* makes an answer one of the client's, one step a version that changed something.
///
/// The one invariant: handlers know only the newest version; a route without steps isn't parsed twice. Start reading
/// at [dev.conex.daemon.shims.Shims], which knows which step belongs to which route.
package dev.conex.daemon.shims;
