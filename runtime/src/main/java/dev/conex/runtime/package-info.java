/// Runs one container from a bundle: create, start, signal, exec, wait, delete; owns the shim.
///
/// *Bundle*: everything a launch is decided by. *Plan*: the flat list of operations made of it, which prints. *Shim*:
/// the small program that does the plan's operations between clone and exec, and stays as the container's parent.
/// *Instance*: a launched container. *Run directory*: where the shim leaves the exit status.
///
/// The one invariant: the exit status is in the run directory before anybody is told, and all output is in the log
/// before that. A daemon may die at any time in between.
///
/// Start reading at [dev.conex.runtime.Runtime], then [dev.conex.runtime.LaunchPlan] and `shim/ops.h`.
package dev.conex.runtime;
