/// The Docker Engine API as records, stream frames and a typed client.
package dev.conex.api;
