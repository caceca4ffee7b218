/// The `conex` program: commands, flags, tables, progress and the terminal, over the API and nothing else.
///
/// Words: a *command* is one row of a table (words, flags, what it does); an *invocation* is a command with the flags
/// and arguments that were given; a *session* is what it runs with: the daemon, the three streams and the client's own
/// configuration; *rows* are a list as a table or as `--format` says.
///
/// The one invariant: what a script can see (standard output, exit code, the shape of JSON) is what `docker` gives it.
/// Start reading at [dev.conex.cli.Main], then `Commands` and `Invocation`; templates are in
/// [dev.conex.cli.template].
package dev.conex.cli;
