package dev.conex.engine;

import org.jspecify.annotations.Nullable;

/// A rule that says no. Facts only; the edges choose words and status codes in one exhaustive switch.
public abstract sealed class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1;

    private Refusal(String facts) {
        super(facts, null, false, false);
    }

    private Refusal(String facts, @Nullable Throwable cause) {
        super(facts, cause, true, true);
    }

    /// The kind of a thing.
    public enum Noun {
        CONTAINER,
        EXEC,
        IMAGE,
        NETWORK,
        VOLUME,
        BUILD,
        PLUGIN,
        FILE,
        RUNTIME
    }

    /// What was invalid.
    public enum What {
        FILTER,
        CONTAINER_NAME,
        CONFIG,
        COMMAND,
        USER,
        WORKING_DIR,
        SIGNAL,
        PORT,
        MOUNT,
        BIND,
        TMPFS,
        VOLUME_NAME,
        VOLUME_DRIVER,
        NETWORK_MODE,
        NETWORK_NAME,
        ADDRESS,
        MEMORY,
        CPU,
        PIDS,
        DEVICE,
        CAPABILITY,
        SECURITY_OPTION,
        ULIMIT,
        SYSCTL,
        RESTART_POLICY,
        LOG_DRIVER,
        LOG_OPTION,
        LABEL,
        ENV,
        HOST,
        DNS,
        HOSTNAME,
        HEALTHCHECK,
        NAMESPACE_MODE,
        REFERENCE,
        PLATFORM,
        ARCHIVE,
        PATH,
        TIME,
        CHANGE,
        DETACH_KEYS,
        BLKIO,
        RUNTIME,
        OTHER
    }

    /// No such thing.
    public static final class NotFound extends Refusal {
        private static final long serialVersionUID = 1;
        private final Noun noun;
        private final String id;

        public NotFound(Noun noun, String id) {
            super("no such %s: %s".formatted(noun, id));
            this.noun = noun;
            this.id = id;
        }

        public Noun noun() {
            return noun;
        }

        public String id() {
            return id;
        }
    }

    /// A prefix that several things share.
    public static final class Ambiguous extends Refusal {
        private static final long serialVersionUID = 1;
        private final Noun noun;
        private final String prefix;

        public Ambiguous(Noun noun, String prefix) {
            super("several %s fit: %s".formatted(noun, prefix));
            this.noun = noun;
            this.prefix = prefix;
        }

        public Noun noun() {
            return noun;
        }

        public String prefix() {
            return prefix;
        }
    }

    /// A name that another thing has. `heldBy` is the holder's id.
    public static final class NameTaken extends Refusal {
        private static final long serialVersionUID = 1;
        private final Noun noun;
        private final String name;
        private final String heldBy;

        public NameTaken(Noun noun, String name, String heldBy) {
            super("%s name \"%s\" is taken by %s".formatted(noun, name, heldBy));
            this.noun = noun;
            this.name = name;
            this.heldBy = heldBy;
        }

        public Noun noun() {
            return noun;
        }

        public String name() {
            return name;
        }

        public String heldBy() {
            return heldBy;
        }
    }

    /// A command that doesn't fit the state of a container.
    public static final class WrongState extends Refusal {
        private static final long serialVersionUID = 1;
        private final Command command;
        private final String id;
        private final String name;
        private final String state;

        public WrongState(Command command, String id, String name, String state) {
            super("cannot %s container %s: %s".formatted(command, id, state));
            this.command = command;
            this.id = id;
            this.name = name;
            this.state = state;
        }

        public Command command() {
            return command;
        }

        public String id() {
            return id;
        }

        /// Without the slash.
        public String name() {
            return name;
        }

        /// Docker's word: `running`, `paused`, …
        public String state() {
            return state;
        }
    }

    /// What was asked of a container in a [WrongState].
    public enum Command {
        START,
        STOP,
        KILL,
        RESTART,
        PAUSE,
        UNPAUSE,
        REMOVE,
        RENAME,
        EXEC,
        ATTACH,
        RESIZE,
        TOP,
        STATS,
        UPDATE,
        EXPORT,
        COMMIT,
        COPY,
        CONNECT,
        DISCONNECT,
        REMOVAL_IN_PROGRESS
    }

    /// A thing that something else uses: an image by a container, a volume, a network. `by` are ids of the
    /// users.
    public static final class InUse extends Refusal {
        private static final long serialVersionUID = 1;
        private final Noun noun;
        private final String id;
        private final java.util.List<String> by;
        private final String detail;

        public InUse(Noun noun, String id, java.util.List<String> by, String detail) {
            super("%s %s is in use by %s%s".formatted(noun, id, by, detail.isEmpty() ? "" : ": " + detail));
            this.noun = noun;
            this.id = id;
            this.by = java.util.List.copyOf(by);
            this.detail = detail;
        }

        public Noun noun() {
            return noun;
        }

        public String id() {
            return id;
        }

        public java.util.List<String> by() {
            return by;
        }

        /// Machine word of the case, e.g. `running` or `stopped` for an image's user; may be empty.
        public String detail() {
            return detail;
        }
    }

    /// A value that makes no sense; `value` as given, `why` a short reason, lower case, possibly empty.
    public static final class Invalid extends Refusal {
        private static final long serialVersionUID = 1;
        private final What what;
        private final String value;
        private final String why;

        public Invalid(What what, String value, String why) {
            super("invalid %s \"%s\"%s".formatted(what, value, why.isEmpty() ? "" : ": " + why));
            this.what = what;
            this.value = value;
            this.why = why;
        }

        public What what() {
            return what;
        }

        public String value() {
            return value;
        }

        public String why() {
            return why;
        }
    }

    /// Nothing to do: already started, already stopped.
    public static final class NotModified extends Refusal {
        private static final long serialVersionUID = 1;

        public NotModified(String id) {
            super("%s: nothing to change".formatted(id));
        }
    }

    /// Not allowed at all, whatever the state: removing a predefined network, …
    public static final class Forbidden extends Refusal {
        private static final long serialVersionUID = 1;

        public Forbidden(String why) {
            super(why);
        }
    }

    /// A conflict that the other kinds don't name.
    public static final class Conflict extends Refusal {
        private static final long serialVersionUID = 1;

        public Conflict(String why) {
            super(why);
        }
    }

    /// Something that is needed isn't there now: a feature of the kernel, a remote registry, a port of the
    /// host.
    public static final class Unavailable extends Refusal {
        private static final long serialVersionUID = 1;

        public Unavailable(String why) {
            super(why);
        }
    }

    /// A peer said who are you or no: registry log-in, a pull without rights.
    public static final class Unauthorized extends Refusal {
        private static final long serialVersionUID = 1;

        public Unauthorized(String why) {
            super(why);
        }
    }

    /// The program of a container or exec can't be started. `exitCode` is 126, 127 or 128.
    public static final class LaunchRefused extends Refusal {
        /// The program is there and can't be executed.
        public static final int NOT_EXECUTABLE = 126;
        /// There is no such program.
        public static final int NOT_FOUND = 127;
        /// The start failed for another reason.
        public static final int UNKNOWN = 128;

        private static final long serialVersionUID = 1;
        private final String id;
        private final Step step;
        private final int exitCode;
        private final String reason;

        public LaunchRefused(String id, Step step, int exitCode, String reason) {
            super(reason);
            this.id = id;
            this.step = step;
            this.exitCode = exitCode;
            this.reason = reason;
        }

        /// Which part of a launch failed.
        public enum Step {
            PROGRAM,
            WORKING_DIR,
            USER,
            MOUNT,
            DEVICE,
            LIMITS,
            NETWORK,
            OTHER
        }

        public String id() {
            return id;
        }

        public Step step() {
            return step;
        }

        public int exitCode() {
            return exitCode;
        }

        /// e.g. `exec: "nosuch": executable file not found in $PATH`.
        public String reason() {
            return reason;
        }
    }

    /// A named limit is reached.
    public static final class LimitReached extends Refusal {
        private static final long serialVersionUID = 1;
        private final String limit;
        private final long value;

        public LimitReached(String limit, long value) {
            super("limit reached: %s = %d".formatted(limit, value));
            this.limit = limit;
            this.value = value;
        }

        public String limit() {
            return limit;
        }

        public long value() {
            return value;
        }
    }

    /// A build can't go on: the user's file or a program in it. `code` is the program's exit code, 0 when it
    /// was none.
    public static final class BuildStopped extends Refusal {
        private static final long serialVersionUID = 1;
        private final int code;

        public BuildStopped(String text, int code) {
            super(text);
            this.code = code;
        }

        public int code() {
            return code;
        }
    }

    /// The engine itself failed: a full disk, a kernel call that nobody expected.
    public static final class Failed extends Refusal {
        private static final long serialVersionUID = 1;

        public Failed(String what, @Nullable Throwable cause) {
            super(cause == null || cause.getMessage() == null ? what : what + ": " + cause.getMessage(), cause);
        }
    }
}
