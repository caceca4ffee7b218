package dev.conex.daemon;

import dev.conex.engine.Refusal;
import dev.conex.engine.Refusal.Command;
import dev.conex.engine.Refusal.Noun;

/// Words and status codes of refusals, exactly Docker's where Docker has some: scripts match them.
final class Words {
    /// What goes over the wire.
    record Answer(int status, String message) {}

    Answer of(Refusal refusal) {
        return switch (refusal) {
            case Refusal.NotFound r -> new Answer(404, notFound(r.noun(), r.id()));
            case Refusal.Ambiguous r -> new Answer(400, ambiguous(r.noun(), r.prefix()));
            case Refusal.NameTaken r -> new Answer(409, nameTaken(r));
            case Refusal.WrongState r -> WrongStateWords.of(r);
            case Refusal.InUse r -> InUseWords.of(r);
            case Refusal.Invalid r -> new Answer(400, InvalidWords.of(r));
            case Refusal.NotModified _ -> new Answer(304, "");
            case Refusal.Forbidden r -> new Answer(403, text(r));
            case Refusal.Conflict r -> new Answer(409, text(r));
            case Refusal.Unavailable r -> new Answer(500, text(r));
            case Refusal.Unauthorized r -> new Answer(401, text(r));
            case Refusal.LaunchRefused r -> new Answer(launchStatus(r), launch(r));
            case Refusal.LimitReached r -> new Answer(429, text(r));
            case Refusal.BuildStopped r -> new Answer(400, text(r));
            case Refusal.Failed r -> new Answer(500, text(r));
        };
    }

    private static String text(Refusal refusal) {
        return String.valueOf(refusal.getMessage());
    }

    private static String notFound(Noun noun, String id) {
        return switch (noun) {
            case CONTAINER -> "No such container: " + id;
            case EXEC -> "No such exec instance: " + id;
            case IMAGE -> id.contains(" ") ? id : "No such image: " + id;
            case NETWORK -> "network " + id + " not found";
            case VOLUME -> "get " + id + ": no such volume";
            case BUILD -> "no such build: " + id;
            case PLUGIN -> "plugin \"" + id + "\" not found";
            case FILE -> "Could not find the file " + id;
            case RUNTIME -> "unknown or invalid runtime name: " + id;
        };
    }

    private static String ambiguous(Noun noun, String prefix) {
        return switch (noun) {
            case IMAGE -> "ambiguous reference: " + prefix;
            case NETWORK -> "network %s is ambiguous (2 matches found based on ID prefix)".formatted(prefix);
            case CONTAINER, EXEC, VOLUME, BUILD, PLUGIN, FILE, RUNTIME ->
                "Multiple IDs found with provided prefix: " + prefix;
        };
    }

    private static String nameTaken(Refusal.NameTaken r) {
        return switch (r.noun()) {
            case CONTAINER ->
                ("Conflict. The container name \"/%s\" is already in use by container \"%s\"."
                                + " You have to remove (or rename) that container to be able to reuse that name.")
                        .formatted(bare(r.name()), r.heldBy());
            case NETWORK -> "network with name %s already exists".formatted(r.name());
            case EXEC, IMAGE, VOLUME, BUILD, PLUGIN, FILE, RUNTIME ->
                "name %s is in use by %s".formatted(r.name(), r.heldBy());
        };
    }

    private static String bare(String name) {
        return name.startsWith("/") ? name.substring(1) : name;
    }

    /// The program's fault is the user's (400), everything else is ours.
    private static int launchStatus(Refusal.LaunchRefused r) {
        return switch (r.step()) {
            case PROGRAM, WORKING_DIR, USER -> 400;
            case MOUNT, DEVICE, LIMITS, NETWORK, OTHER -> 500;
        };
    }

    /// Docker's client finds exit codes 127 and 126 in these words.
    static String launch(Refusal.LaunchRefused r) {
        if (r.step() == Refusal.LaunchRefused.Step.NETWORK) {
            return "failed to set up container networking: " + r.reason();
        }
        return "failed to create task for container: failed to create shim task: OCI runtime create failed: "
                + "runc create failed: unable to start container process: " + r.reason();
    }

    /// Words of an exec whose program can't be started; they go into its output.
    static String exec(Refusal.LaunchRefused r) {
        return "OCI runtime exec failed: exec failed: unable to start container process: " + r.reason() + "\r\n";
    }

    /// Words of commands that don't fit a state.
    private static final class WrongStateWords {
        static Answer of(Refusal.WrongState r) {
            return switch (r.command()) {
                case START -> new Answer(409, start(r.state()));
                case KILL ->
                    new Answer(
                            409, "cannot kill container: %s: container %s is not running".formatted(r.name(), r.id()));
                case REMOVE ->
                    new Answer(
                            409,
                            "cannot remove container \"%s\": container is %s"
                                    .formatted(slashless(r), removeWhy(r.state())));
                case REMOVAL_IN_PROGRESS ->
                    new Answer(409, "removal of container %s is already in progress".formatted(slashless(r)));
                case PAUSE -> new Answer(409, pause(r));
                case UNPAUSE -> new Answer(500, "Container %s is not paused".formatted(r.id()));
                case EXEC -> new Answer(409, exec(r));
                case ATTACH -> new Answer(409, attach(r));
                case RESIZE, TOP, STATS, STOP, RESTART, CONNECT, DISCONNECT, EXPORT, COMMIT, COPY ->
                    new Answer(409, other(r));
                case RENAME, UPDATE -> new Answer(409, "Container %s is %s".formatted(r.id(), r.state()));
            };
        }

        private static String slashless(Refusal.WrongState r) {
            return bare(r.name());
        }

        private static String start(String state) {
            return switch (state) {
                case "paused" -> "cannot start a paused container, try unpause instead";
                case "removing" -> "container is marked for removal and cannot be started";
                default -> "cannot start a container that is " + state;
            };
        }

        private static String removeWhy(String state) {
            return switch (state) {
                case "paused" -> "paused and must be unpaused first";
                case "restarting" -> "restarting: stop the container before removing or force remove";
                default -> "running: stop the container before removing or force remove";
            };
        }

        private static String pause(Refusal.WrongState r) {
            return r.state().equals("paused")
                    ? "Container %s is already paused".formatted(r.id())
                    : "container %s is not running".formatted(r.id());
        }

        private static String exec(Refusal.WrongState r) {
            return switch (r.state()) {
                case "paused" -> "Container %s is paused, unpause the container before exec".formatted(slashless(r));
                case "restarting" ->
                    "Container %s is restarting, wait until the container is running".formatted(r.id());
                default -> "container %s is not running".formatted(r.id());
            };
        }

        private static String attach(Refusal.WrongState r) {
            return r.state().equals("paused")
                    ? "container %s is paused, unpause the container before attach".formatted(slashless(r))
                    : "container %s is restarting, wait until the container is running".formatted(slashless(r));
        }

        private static String other(Refusal.WrongState r) {
            return switch (r.state()) {
                case "removing", "dead" ->
                    "You cannot %s container %s which is %s"
                            .formatted(
                                    r.command() == Command.COPY ? "copy from" : verb(r.command()),
                                    slashless(r),
                                    r.state());
                default -> "container %s is not running".formatted(r.id());
            };
        }

        private static String verb(Command command) {
            return command.name().toLowerCase(java.util.Locale.ROOT);
        }
    }
}
