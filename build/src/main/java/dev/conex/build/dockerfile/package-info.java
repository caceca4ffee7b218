/// Dockerfiles as values: read once into sealed instructions with their source lines, expanded later, when the
/// variables are known. Everything here is pure, and every text that it refuses with is Docker's own.
///
/// Words: a *logical line* is what remains of several lines joined by the escape character; an *instruction* is such a
/// line read; a *stage* is a `FROM` and what follows. Start reading at [dev.conex.build.dockerfile.Dockerfile].
package dev.conex.build.dockerfile;
