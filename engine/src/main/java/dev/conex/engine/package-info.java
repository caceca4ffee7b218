/// Docker's semantics: containers, images, networks, volumes, builds and their lives. The only room that joins
/// the others, and the library that a Java program embeds.
///
/// Words: a *container* is the record ([ContainerRecord]), an *instance* the running thing (`runtime`), a
/// *spec* what
/// a user asked for ([ContainerSpec]), a *refusal* a rule that says no ([Refusal]: facts, never words).
///
/// Invariant: the current record of each container is in one concurrent map and is replaced whole, by a pure
/// transition, under the container's own command lock; readers take no lock. A record of intent is on disk
/// before an effect, and the true exit code is on disk before anybody is told.
///
/// Start reading at [Engine], then [ContainerState] and `ContainerStarter`.
@org.jspecify.annotations.NullMarked
package dev.conex.engine;
