/// Keeps blobs, snapshots, volumes, names, and knows what is reachable.
@org.jspecify.annotations.NullMarked
module dev.conex.storage {
    requires static org.jspecify;
    requires transitive dev.conex.oci;
    requires dev.conex.linux;
    requires org.xerial.sqlitejdbc;
    requires java.sql;

    exports dev.conex.storage;
}
