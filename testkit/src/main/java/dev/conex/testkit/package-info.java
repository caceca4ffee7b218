/// What the tests of several rooms share; no program has it on its path.
///
/// Words: a *golden file* is a text that people or peers read, kept below `src/test/resources/golden` and reviewed
/// like code. The one invariant: a golden file changes only under `-Dconex.golden=write`, never by a test that passes.
/// Start reading at [dev.conex.testkit.Golden].
package dev.conex.testkit;
