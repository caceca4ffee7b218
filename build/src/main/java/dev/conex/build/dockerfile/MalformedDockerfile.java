package dev.conex.build.dockerfile;

/// A Dockerfile, or a file that goes with it, can't be read. It is the author's fault; the message is Docker's.
public final class MalformedDockerfile extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int line;
    private final String classic;

    private MalformedDockerfile(String message, int line, String classic) {
        super(message);
        this.line = line;
        this.classic = classic;
    }

    /// An instruction that is wrong in itself.
    public static MalformedDockerfile onLine(int line, String reason) {
        var text = "dockerfile parse error on line %d: %s".formatted(line, reason);
        return new MalformedDockerfile(text, line, text);
    }

    /// A file that can't be cut into instructions.
    public static MalformedDockerfile whole(int line, String reason) {
        return new MalformedDockerfile(reason, line, "failed to parse Dockerfile: " + reason);
    }

    /// Something that shows only with all instructions read or the variables known.
    public static MalformedDockerfile plain(String reason) {
        return new MalformedDockerfile(reason, 0, reason);
    }

    /// Something that the two builders word differently.
    public static MalformedDockerfile either(String buildkit, String classic) {
        return new MalformedDockerfile(buildkit, 0, classic);
    }

    /// As the classic builder words it; the message is BuildKit's.
    public String classicMessage() {
        return classic;
    }

    /// Counted from 1; 0 = no line in particular.
    public int line() {
        return line;
    }
}
