/// Hand-written bindings: the one system-call handle, the numbers and layouts that differ by architecture, and
/// the few libc functions that are no system call. Not exported; nothing here throws for a failed call, it returns
/// the negative error number, and `dev.conex.linux.Sys` turns that into words.
package dev.conex.linux.ffm;
