/// The OCI words as immutable values, their JSON, the tar layer format, and the two tiny content ports.
@org.jspecify.annotations.NullMarked
module dev.conex.oci {
    requires static org.jspecify;
    requires transitive io.avaje.jsonb;
    requires com.github.luben.zstd_jni;
    requires org.apache.commons.compress;
    requires org.tukaani.xz;

    exports dev.conex.oci;

    provides io.avaje.jsonb.spi.JsonbExtension with
            dev.conex.oci.jsonb.GeneratedJsonComponent;
}
