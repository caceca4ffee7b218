/// The kernel in Java words; the only module granted native access.
@org.jspecify.annotations.NullMarked
module dev.conex.linux {
    requires static org.jspecify;

    exports dev.conex.linux;
}
