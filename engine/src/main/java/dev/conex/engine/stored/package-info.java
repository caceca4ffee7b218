/// The engine's records as they lie on the disk. Changed only by adding, or with a new schema number; nothing
/// of the wire is in here.
@org.jspecify.annotations.NullMarked
package dev.conex.engine.stored;
