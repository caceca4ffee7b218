/// Keeps blobs, snapshots, volumes and names, and knows what is reachable.
///
/// *Content* = blobs by digest, in an OCI image layout. *Layer* = an unpacked one, named by its chain id;
/// *writable* = a tree on top of layers, named by a key. *Record* = a room's own JSON. *Name* = reference → digest.
/// *Root* = what must stay; *sweep* = removing what no root leads to.
///
/// The one invariant: nothing is visible before it is whole and verified, and names come last; a crash leaves
/// litter, never a lie. All lies below one data root that nobody but its owner can enter.
///
/// Start at [dev.conex.storage.Storage], then [dev.conex.storage.Snapshots].
package dev.conex.storage;
