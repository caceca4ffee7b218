/// The kernel in Java words; the only module granted native access.
///
/// Its words: an [Fd] is an open descriptor that somebody owns, a [Dir] one that is the root of whatever is named below
/// it, a [Node] one object's attributes, a [Mount] a mount held by its root, a [Pidfd] a process, a [Spawn] a program
/// to start. [Poller] lets virtual threads wait for any of them. File names are bytes.
///
/// One invariant: whatever comes from the kernel is close-on-exec and is owned by exactly one object, which closes it;
/// moving
/// it is said by `release()`. A refused system call is an [ErrnoException] that names the call, the subject and the
/// error.
///
/// Start reading with [Fd] and [Dir]. For new bindings: `Sys` is the one helper for system calls, `ffm` holds numbers,
/// layouts
/// and libraries.
package dev.conex.linux;
