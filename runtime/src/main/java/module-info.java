/// Runs one container from a bundle: create, start, signal, exec, wait, delete; owns the shim.
@org.jspecify.annotations.NullMarked
module dev.conex.runtime {
    requires static org.jspecify;
    requires transitive dev.conex.linux;
    requires transitive dev.conex.oci;
    requires io.avaje.jsonb;

    exports dev.conex.runtime;
}
