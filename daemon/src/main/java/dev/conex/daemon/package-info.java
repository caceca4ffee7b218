/// The server program: sockets in, engine calls out.
///
/// - [dev.conex.daemon.Main] wires everything by hand; [dev.conex.daemon.Settings] is what the command line and the
///   configuration file say.
/// - A request goes through [dev.conex.daemon.ApiHandler] (version, headers, errors) and [dev.conex.daemon.Router] to
/// one
///   handler in a `…Routes` class. A handler decodes, calls, maps, encodes, and nothing else.
/// - Mapping between wire records and the engine's records: one `…Mapping` class a resource, pure.
/// - Older API versions: [dev.conex.daemon.shims], on JSON trees. Handlers know only the newest version.
/// - Words and status codes of refusals: [dev.conex.daemon.Words], the only place that knows 404.
///
/// The one invariant: no wire record goes into the engine and no record of the engine onto the wire.
package dev.conex.daemon;
