/// Keeps blobs, snapshots, volumes, names, and knows what is reachable.
package dev.conex.storage;
