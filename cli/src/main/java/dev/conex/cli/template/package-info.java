/// Go's template language over JSON-like values (maps, lists, strings, numbers, booleans, null), as far as `--format`
/// uses it.
///
/// A *template* is parsed once into *nodes*; an *evaluation* walks them over one value. The one invariant: nothing here
/// knows a command or a daemon, and a text that is wrong is refused before anything is printed. Start reading at
/// [Template].
package dev.conex.cli.template;
