/// Measures Conex against the real Docker, over their sockets.
///
/// Words: a *side* is one of the two daemons; a *sample* is what one side took for one thing, round after round. The
/// one invariant: both sides do the same, in turn, on the same machine in the same minute, so that a ratio means
/// something. Start reading at [dev.conex.bench.Bench].
package dev.conex.bench;
