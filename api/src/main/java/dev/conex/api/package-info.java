/// The Docker Engine API, version 1.51, for both sides of the socket.
///
/// - *Wire records* (`…Json` and `…Row` come out of a daemon, `…Settings` go in) mirror Docker's JSON field by field.
/// They
///   are read and written by [dev.conex.api.Wire]; what is absent, `null` or empty is told apart by
/// [dev.conex.api.Nil].
/// - *Stream frames*: [dev.conex.api.StdCopy].
/// - *Odd corners*: [dev.conex.api.FilterMap], [dev.conex.api.Times], [dev.conex.api.PathStatHeader],
///   [dev.conex.api.AuthHeader].
/// - *The client*: [dev.conex.api.DockerClient].
///
/// The one invariant: a record read from a real Docker's answer is written back as the same JSON (golden files hold
/// it).
/// Nothing here is stored, and nothing here knows an engine.
package dev.conex.api;
