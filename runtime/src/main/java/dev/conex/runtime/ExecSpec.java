package dev.conex.runtime;

/// What [Instance#exec] runs.
///
/// @param id names its files in the run directory; unique within the container, at most 64 characters
/// @param stdin whether an input is attached; otherwise it reads from /dev/null
/// @param output whether anybody wants its output; otherwise it writes to /dev/null
public record ExecSpec(String id, ProcessSpec process, boolean stdin, boolean output) {
    public ExecSpec {
        if (id.isEmpty() || id.length() > Bundle.ID_LENGTH_MAX || id.contains("/")) {
            throw new IllegalArgumentException("exec id \"%s\"".formatted(id));
        }
    }
}
