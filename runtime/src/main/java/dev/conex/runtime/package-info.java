/// Runs one container from a bundle: create, start, signal, exec, wait, delete; owns the shim.
package dev.conex.runtime;
