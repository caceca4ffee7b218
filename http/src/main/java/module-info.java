/// The one place that knows the HTTP library: server and client over any socket, streaming, upgrade.
@org.jspecify.annotations.NullMarked
module dev.conex.http {
    requires static org.jspecify;
    requires org.apache.httpcomponents.core5.httpcore5;

    exports dev.conex.http;
}
