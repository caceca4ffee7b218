/// Containers, images, networks, volumes, builds and their lives, as Docker defines them. Also the embeddable
/// library.
@org.jspecify.annotations.NullMarked
module dev.conex.engine {
    requires static org.jspecify;
    requires transitive dev.conex.oci;
    requires dev.conex.runtime;
    requires dev.conex.storage;
    requires dev.conex.network;
    requires dev.conex.registry;
    requires dev.conex.build;
    requires dev.conex.linux;
    requires io.avaje.jsonb;
    requires org.apache.commons.compress;
    requires org.tukaani.xz;

    exports dev.conex.engine;

    provides io.avaje.jsonb.spi.JsonbExtension with
            dev.conex.engine.jsonb.GeneratedJsonComponent;
}
