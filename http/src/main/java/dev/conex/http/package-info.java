/// HTTP/1.1 over unix sockets, TCP and TLS, in blocking code on virtual threads.
///
/// Words: a *wire* is one connected socket with its two buffers; a *head* is a request or status line with its
/// header lines; to *hijack* is to stop speaking HTTP on a connection and go on with raw bytes. Invariant: no
/// type of the HTTP library shows in a signature of this package, so nobody else can depend on it. Start
/// reading at [dev.conex.http.HttpServer], then `ServerConnection`; the client's side is
/// [dev.conex.http.HttpClient].
package dev.conex.http;
