/// The small JSON bodies of the distribution protocol, apart because the JSON code made for them has to be public; not
/// exported.
///
/// The one invariant: whatever a client reads may miss any field, as strangers write it. Start reading at
/// [dev.conex.registry.wire.Wording].
package dev.conex.registry.wire;
