/// Commands, flags, tables, progress, terminal.
@org.jspecify.annotations.NullMarked
module dev.conex.cli {
    requires static org.jspecify;
    requires dev.conex.api;
    requires jdk.unsupported;

    exports dev.conex.cli;
}
