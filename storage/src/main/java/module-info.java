/// Keeps blobs, snapshots, volumes, names, and knows what is reachable.
@org.jspecify.annotations.NullMarked
module dev.conex.storage {
    requires static org.jspecify;
    requires transitive dev.conex.oci;
    requires transitive dev.conex.linux;
    requires io.avaje.jsonb;
    requires org.xerial.sqlitejdbc;
    requires java.sql;

    exports dev.conex.storage;

    provides io.avaje.jsonb.spi.JsonbExtension with
            dev.conex.storage.stored.jsonb.GeneratedJsonComponent;
}
