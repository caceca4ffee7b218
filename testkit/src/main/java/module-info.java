/// Test scope only: fakes, generators, golden files, fixtures.
@org.jspecify.annotations.NullMarked
module dev.conex.testkit {
    requires static org.jspecify;
    requires transitive dev.conex.oci;

    exports dev.conex.testkit;
}
