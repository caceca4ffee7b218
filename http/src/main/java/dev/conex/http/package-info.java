/// The one place that knows the HTTP library: server and client over any socket, streaming, upgrade.
package dev.conex.http;
