/// Turns a Dockerfile and a context into an image by running keyed steps.
@org.jspecify.annotations.NullMarked
module dev.conex.build {
    requires static org.jspecify;
    requires transitive dev.conex.oci;
    requires transitive dev.conex.storage;
    requires transitive dev.conex.linux;
    requires io.avaje.jsonb;

    exports dev.conex.build;
    exports dev.conex.build.dockerfile;
}
