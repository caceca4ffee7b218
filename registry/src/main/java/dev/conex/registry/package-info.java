/// Speaks the distribution protocol, as client and as server.
package dev.conex.registry;
