package dev.conex.build;

import dev.conex.build.dockerfile.GoText;
import dev.conex.build.dockerfile.MalformedDockerfile;
import dev.conex.build.dockerfile.Source;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A build did not come to its end. The message is the classic builder's.
public final class BuildFailed extends Exception {
    private static final long serialVersionUID = 1;

    private final transient Reason reason;

    /// Whose fault, and what.
    public sealed interface Reason {
        /// A file that can't be read.
        record Malformed(MalformedDockerfile why) implements Reason {}

        /// A request or an instruction that can't be done as written.
        record Refused(String text, Source source) implements Reason {}

        /// A program of a step ended with another code than 0.
        record Exited(List<String> command, int code, Source source) implements Reason {
            public Exited {
                command = List.copyOf(command);
            }
        }

        /// Nobody wants it any more.
        record Cancelled() implements Reason {}

        /// The machine did not play along.
        record Environment(IOException why) implements Reason {}
    }

    public BuildFailed(Reason reason) {
        super(classic(reason), cause(reason));
        this.reason = reason;
    }

    /// Something that can't be done as written.
    public static BuildFailed refused(String text, Source source) {
        return new BuildFailed(new Reason.Refused(text, source));
    }

    /// Something in the request that can't be done.
    public static BuildFailed refused(String text) {
        return refused(text, Source.implied(""));
    }

    public Reason reason() {
        return reason;
    }

    private static String classic(Reason reason) {
        return switch (reason) {
            case Reason.Malformed(var why) -> why.classicMessage();
            case Reason.Refused(var text, var _) -> text;
            case Reason.Exited(var command, var code, var _) ->
                "The command '%s' returned a non-zero code: %d".formatted(String.join(" ", command), code);
            case Reason.Cancelled _ -> "build cancelled";
            case Reason.Environment(var why) -> String.valueOf(why.getMessage());
        };
    }

    private static @Nullable Throwable cause(Reason reason) {
        return switch (reason) {
            case Reason.Malformed(var why) -> why;
            case Reason.Environment(var why) -> why;
            case Reason.Refused _, Reason.Exited _, Reason.Cancelled _ -> null;
        };
    }
}
