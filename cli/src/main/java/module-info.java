/// Commands, flags, tables, progress, terminal.
@org.jspecify.annotations.NullMarked
module dev.conex.cli {
    requires static org.jspecify;

    exports dev.conex.cli;
}
