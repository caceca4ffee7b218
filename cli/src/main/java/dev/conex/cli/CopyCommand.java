package dev.conex.cli;

import dev.conex.api.MalformedJson;
import dev.conex.api.PathStatHeader;
import dev.conex.cli.Command.Arity;
import dev.conex.http.Answer;
import dev.conex.http.Headers;
import dev.conex.http.Payload;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;

/// `cp`: between a container and the client's files. Archives on the client's side are made and unpacked by `tar`, so
/// that modes, links and times pass unchanged.
final class CopyCommand {
    private CopyCommand() {}

    static Command command() {
        return Command.of(
                        "container cp",
                        "[OPTIONS] CONTAINER:SRC_PATH DEST_PATH|-\n        conex cp [OPTIONS] SRC_PATH|- CONTAINER:DEST_PATH",
                        "Copy files/folders between a container and the local filesystem",
                        Arity.exactly(2),
                        List.of(
                                Flag.bool("a,archive", "Archive mode (copy all uid/gid information)"),
                                Flag.bool("L,follow-link", "Always follow symbol link in SRC_PATH"),
                                Flag.bool("q,quiet", "Suppress progress output during copy")),
                        CopyCommand::copy)
                .also("cp");
    }

    /// A container and a path in it.
    private record Place(String container, String path) {}

    /// `name:path`, unless a slash or a leading dot says that it is a path of the client.
    private static Place place(String text) {
        int colon = text.indexOf(':');
        boolean local = colon <= 0
                || text.startsWith("/")
                || text.startsWith(".")
                || text.substring(0, colon).indexOf('/') >= 0;
        return local ? new Place("", text) : new Place(text.substring(0, colon), text.substring(colon + 1));
    }

    private static int copy(Invocation invocation, Session session) throws IOException, InterruptedException {
        Place from = place(invocation.argument(0));
        Place to = place(invocation.argument(1));
        if (from.container().isEmpty() == to.container().isEmpty()) {
            throw new UsageError(
                    from.container().isEmpty()
                            ? "must specify at least one container source"
                            : "copying between containers is not supported",
                    1,
                    UsageError.Tail.NOTHING);
        }
        return to.container().isEmpty() ? out(session, from, to.path()) : in(invocation, session, from.path(), to);
    }

    private static String archive(Place place) {
        return ContainerCommands.path(place.container(), "/archive" + Daemon.query("path", place.path()));
    }

    private static int out(Session session, Place from, String target) throws IOException, InterruptedException {
        try (Answer answer = session.daemon().stream("GET", archive(from))) {
            if (target.equals("-")) {
                answer.body().transferTo(session.out());
                return 0;
            }
            Path destination = Path.of(target);
            boolean contents = from.path().endsWith("/.");
            String base = Path.of(from.path()).normalize().getFileName() == null
                    ? ""
                    : Path.of(from.path()).normalize().getFileName().toString();
            if (Files.isDirectory(destination)) {
                return untar(answer.body(), destination, base, contents ? "." : base);
            }
            Path parent = destination.toAbsolutePath().getParent();
            if (parent == null || !Files.isDirectory(parent)) {
                throw new UsageError(
                        "invalid output path: directory \"" + parent + "\" does not exist", 1, UsageError.Tail.NOTHING);
            }
            if (target.endsWith("/") && !isDirectory(answer)) {
                throw new UsageError("destination \"" + target + "\" must be a directory", 1, UsageError.Tail.NOTHING);
            }
            return untar(answer.body(), parent, base, destination.getFileName().toString());
        }
    }

    private static boolean isDirectory(Answer answer) throws IOException {
        String header = answer.headers().first(PathStatHeader.NAME).orElse("");
        try {
            return PathStatHeader.decode(header).directory();
        } catch (MalformedJson e) {
            throw new IOException("the daemon's answer has no readable path header", e);
        }
    }

    /// Unpacks below `folder`, giving the top entry `base` another name.
    private static int untar(InputStream archive, Path folder, String base, String name)
            throws IOException, InterruptedException {
        String pattern = "s,^" + regex(base) + "\\(/\\|$\\),"
                + name.replace("\\", "\\\\").replace(",", "\\,").replace("&", "\\&") + "\\1,";
        ProcessBuilder builder = new ProcessBuilder(
                "tar",
                "-x",
                "-f",
                "-",
                "-C",
                folder.toString(),
                "--no-same-owner",
                "--transform",
                "flags=r;" + pattern);
        Process tar = builder.redirectError(ProcessBuilder.Redirect.INHERIT)
                .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (var input = tar.getOutputStream()) {
            archive.transferTo(input);
        }
        return tar.waitFor();
    }

    private static String regex(String text) {
        return text.replaceAll("([.\\[\\]*^$\\\\,])", "\\\\$1");
    }

    private static int in(Invocation invocation, Session session, String source, Place to)
            throws IOException, InterruptedException {
        if (source.equals("-")) {
            put(session, to, session.in(), invocation.on("archive"));
            return 0;
        }
        Path file = Path.of(source);
        LinkOption[] links =
                invocation.on("follow-link") ? new LinkOption[0] : new LinkOption[] {LinkOption.NOFOLLOW_LINKS};
        if (!Files.exists(file, links)) {
            throw new UsageError(
                    "lstat " + file.toAbsolutePath() + ": no such file or directory", 1, UsageError.Tail.NOTHING);
        }
        Place resolved = target(session, file, source.endsWith("/."), to);
        Path absolute = file.toAbsolutePath();
        boolean contents = source.endsWith("/.") && Files.isDirectory(file);
        String base = absolute.normalize().getFileName().toString();
        Path parent = contents ? absolute.normalize() : absolute.normalize().getParent();
        ProcessBuilder builder = new ProcessBuilder(
                "tar", "-c", "-f", "-", "-C", String.valueOf(parent), invocation.on("follow-link") ? "-h" : "--sparse");
        if (contents) {
            builder.command().add(".");
        } else {
            String name = Path.of(resolved.path()).getFileName().toString();
            builder.command()
                    .addAll(List.of(
                            "--transform",
                            "flags=r;s,^" + regex(base) + "," + name.replace(",", "\\,") + ",",
                            "--",
                            base));
        }
        Process tar = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
        try (InputStream archive = tar.getInputStream()) {
            String folder = contents
                    ? resolved.path()
                    : String.valueOf(Path.of(resolved.path()).getParent());
            put(session, new Place(to.container(), folder), archive, invocation.on("archive"));
        }
        return tar.waitFor();
    }

    /// The full path that the copy will have: inside the target when that is a directory.
    private static Place target(Session session, Path file, boolean contents, Place to) throws IOException {
        String base = file.toAbsolutePath().normalize().getFileName().toString();
        try (Answer answer = session.daemon().stream("HEAD", archive(to))) {
            if (isDirectory(answer)) {
                return new Place(
                        to.container(),
                        contents ? to.path() : Path.of("/", to.path(), base).toString());
            }
        } catch (DaemonError e) {
            if (e.status() != 404) {
                throw e;
            }
            if (String.valueOf(e.getMessage()).contains("No such container")) {
                throw e;
            }
        }
        return new Place(to.container(), Path.of("/", to.path()).toString());
    }

    private static void put(Session session, Place to, InputStream archive, boolean keepOwners) throws IOException {
        String query =
                Daemon.query("path", to.path(), "noOverwriteDirNonDir", "true", "copyUIDGID", keepOwners ? "true" : "");
        try (Answer answer = session.daemon()
                .answer(
                        "PUT",
                        ContainerCommands.path(to.container(), "/archive" + query),
                        Headers.NONE,
                        new Payload.Streamed("application/x-tar", archive, -1))) {
            answer.bytes(1 << 16);
        }
    }
}
