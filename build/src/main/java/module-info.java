/// Turns a Dockerfile and a context into an image by running keyed steps.
@org.jspecify.annotations.NullMarked
module dev.conex.build {
    requires static org.jspecify;
    requires transitive dev.conex.oci;
    requires dev.conex.storage;
    requires io.avaje.jsonb;

    exports dev.conex.build;
}
