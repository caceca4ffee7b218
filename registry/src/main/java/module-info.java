/// Speaks the distribution protocol, as client and as server.
@org.jspecify.annotations.NullMarked
module dev.conex.registry {
    requires static org.jspecify;
    requires transitive dev.conex.oci;
    requires transitive dev.conex.http;
    requires io.avaje.jsonb;
    requires java.net.http;

    exports dev.conex.registry;

    provides io.avaje.jsonb.spi.JsonbExtension with
            dev.conex.registry.wire.jsonb.GeneratedJsonComponent;
}
