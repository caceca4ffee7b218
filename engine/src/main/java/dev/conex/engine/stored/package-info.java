/// The engine's records as they lie on the disk: what is kept of a container, a network, a build step or a loaded image
/// when the daemon is gone. Apart because the JSON code made for them has to be public; not exported.
///
/// The one invariant: what an older Conex wrote can be read. A record is changed only by adding, or with a new schema
/// number, and nothing of the wire is in here. Start reading at [dev.conex.engine.stored.StoredContainer].
@org.jspecify.annotations.NullMarked
package dev.conex.engine.stored;
