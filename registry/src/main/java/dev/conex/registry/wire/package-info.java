/// The small JSON bodies of the distribution protocol, apart because the JSON code made for them has to be public.
package dev.conex.registry.wire;
