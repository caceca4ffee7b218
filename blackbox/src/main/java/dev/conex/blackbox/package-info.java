/// Looks at a whole daemon from outside: steps that a user takes, and a daemon that is killed while it works.
///
/// Words: a *step* is one thing a user does, as a shell script with a name; a *target* is an engine with the client
/// that drives it. The one invariant: steps run against the real Docker too, and a step that fails there is a wrong
/// step. Start reading at [dev.conex.blackbox.Step], then [dev.conex.blackbox.Steps] and
/// [dev.conex.blackbox.KillTest]; the shape of all source code is watched by `TidyTest`, among the tests.
package dev.conex.blackbox;
