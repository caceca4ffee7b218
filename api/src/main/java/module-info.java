/// The Docker Engine API as records, stream frames and a typed client.
@org.jspecify.annotations.NullMarked
module dev.conex.api {
    requires static org.jspecify;
    requires transitive dev.conex.http;
    requires io.avaje.jsonb;

    exports dev.conex.api;

    provides io.avaje.jsonb.spi.JsonbExtension with
            dev.conex.api.jsonb.GeneratedJsonComponent;
}
