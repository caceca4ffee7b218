/// Turns a Dockerfile and a context into an image by running keyed steps.
///
/// Words: a *step* is one operation with inputs; its *key* is the hash of the operation, of its inputs' keys and of the
/// files that it reads; a *tree* is the stack of layers that a step leaves; a *line* is an instruction as a person sees
/// it, with the step it became, if it became one.
///
/// The one invariant: equal keys mean equal results, so a step whose key is known is not run.
/// Start reading at [dev.conex.build.Builder]; the plan is [dev.conex.build.BuildGraph].
package dev.conex.build;
