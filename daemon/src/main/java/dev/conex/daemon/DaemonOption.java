package dev.conex.daemon;

/// One setting of dockerd, by flag and by key of the configuration file; an empty flag or key is none.
///
/// @param has whether it has an effect here; one without is taken, and said so in the log
record DaemonOption(String flag, String key, Kind kind, boolean has, String help) {
    /// What values look like. In the file: a switch is a boolean, a list a list of texts, a map an object of texts,
    /// pools a list of objects, limits an object of objects, an object anything.
    enum Kind {
        SWITCH,
        TEXT,
        NUMBER,
        LIST,
        MAP,
        POOLS,
        LIMITS,
        OBJECT
    }

    /// The word for its values in the help.
    String placeholder() {
        return switch (kind) {
            case SWITCH -> "";
            case TEXT -> "string";
            case NUMBER -> "int";
            case LIST -> "list";
            case MAP -> "map";
            case POOLS -> "pool-options";
            case LIMITS -> "ulimit";
            case OBJECT -> "object";
        };
    }

    boolean repeats() {
        return switch (kind) {
            case LIST, MAP, POOLS, LIMITS -> true;
            case SWITCH, TEXT, NUMBER, OBJECT -> false;
        };
    }
}
