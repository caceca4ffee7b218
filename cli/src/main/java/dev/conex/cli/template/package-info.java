/// Go's template language over JSON-like values (maps, lists, strings, numbers, booleans, null), as far as `--format`
/// uses it. A template is parsed once into `Node` values; `Evaluation` walks them. Start at [Template].
package dev.conex.cli.template;
