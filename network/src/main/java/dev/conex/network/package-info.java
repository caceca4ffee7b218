/// Gives a container its links, addresses, ports and names.
package dev.conex.network;
