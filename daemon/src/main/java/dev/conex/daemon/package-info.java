/// The server program: sockets in, engine calls out; `main` and wiring.
package dev.conex.daemon;
