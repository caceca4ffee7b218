package dev.conex.cli;

import dev.conex.cli.Command.Arity;
import dev.conex.http.Answer;
import dev.conex.http.Headers;
import dev.conex.http.Payload;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// `pull`, `push`, `save`, `load`, `import`, `tag`, `rmi`, `commit`, `export`, `image prune`.
final class ImageCommands {
    private static final String TAR = "application/x-tar";

    private ImageCommands() {}

    static List<Command> all() {
        Flag quiet = Flag.bool("q,quiet", "Suppress verbose output");
        Flag platform = Flag.string("platform", "Set platform if server is multi-platform capable");
        Flag allTags = Flag.bool("a,all-tags", "All tagged images in the repository");
        List<Flag> change = List.of(
                Flag.list("c,change", "Apply Dockerfile instruction to the created image"),
                Flag.string("m,message", "Commit message"));
        return List.of(
                Command.of(
                                "image pull",
                                "[OPTIONS] NAME[:TAG|@DIGEST]",
                                "Download an image from a registry",
                                Arity.exactly(1),
                                List.of(allTags, platform, quiet),
                                ImageCommands::pull)
                        .also("pull"),
                Command.of(
                                "image push",
                                "[OPTIONS] NAME[:TAG]",
                                "Upload an image to a registry",
                                Arity.exactly(1),
                                List.of(allTags, platform, quiet),
                                ImageCommands::push)
                        .also("push"),
                Command.of(
                                "image save",
                                "[OPTIONS] IMAGE [IMAGE...]",
                                "Save one or more images to a tar archive (streamed to STDOUT by default)",
                                Arity.SOME,
                                List.of(Flag.string("o,output", "Write to a file, instead of STDOUT"), platform),
                                ImageCommands::save)
                        .also("save"),
                Command.of(
                                "image load",
                                "[OPTIONS]",
                                "Load an image from a tar archive or STDIN",
                                Arity.NONE,
                                List.of(
                                        Flag.string("i,input", "Read from tar archive file, instead of STDIN"),
                                        platform,
                                        quiet),
                                ImageCommands::load)
                        .also("load"),
                Command.of(
                                "image import",
                                "[OPTIONS] file|URL|- [REPOSITORY[:TAG]]",
                                "Import the contents from a tarball to create a filesystem image",
                                Arity.between(1, 2),
                                List.of(change.get(0), change.get(1), platform),
                                ImageCommands::importTar)
                        .also("import"),
                Command.of(
                                "image tag",
                                "SOURCE_IMAGE[:TAG] TARGET_IMAGE[:TAG]",
                                "Create a tag TARGET_IMAGE that refers to SOURCE_IMAGE",
                                Arity.exactly(2),
                                List.of(),
                                ImageCommands::tag)
                        .also("tag"),
                Command.of(
                                "image rm",
                                "[OPTIONS] IMAGE [IMAGE...]",
                                "Remove one or more images",
                                Arity.SOME,
                                List.of(
                                        Flag.bool("f,force", "Force removal of the image"),
                                        Flag.bool("no-prune", "Do not delete untagged parents")),
                                ImageCommands::remove)
                        .also("rmi", "image remove"),
                Command.of(
                        "image prune",
                        "[OPTIONS]",
                        "Remove unused images",
                        Arity.NONE,
                        List.of(
                                Flag.bool("a,all", "Remove all unused images, not just dangling ones"),
                                Prune.FLAGS.get(0),
                                Prune.FLAGS.get(1)),
                        ImageCommands::prune),
                Command.of(
                                "container commit",
                                "[OPTIONS] CONTAINER [REPOSITORY[:TAG]]",
                                "Create a new image from a container's changes",
                                Arity.between(1, 2),
                                List.of(
                                        Flag.string(
                                                "a,author",
                                                "Author (e.g., \"John Hannibal Smith <hannibal@a-team.com>\")"),
                                        change.get(0),
                                        change.get(1),
                                        Flag.bool("p,pause", "Pause container during commit (default true)")),
                                ImageCommands::commit)
                        .also("commit"),
                Command.of(
                                "container export",
                                "[OPTIONS] CONTAINER",
                                "Export a container's filesystem as a tar archive",
                                Arity.exactly(1),
                                List.of(Flag.string("o,output", "Write to a file, instead of STDOUT")),
                                ImageCommands::export)
                        .also("export"));
    }

    private static int pull(Invocation invocation, Session session) throws IOException {
        String reference = invocation.argument(0);
        Images.Name name = Images.Name.of(reference);
        boolean quiet = invocation.on("quiet");
        if (!quiet && !reference.contains("@") && name.tag().equals("latest") && !reference.endsWith(":latest")) {
            session.println("Using default tag: latest");
        }
        Images.pull(session, reference, invocation.text("platform"), session.out(), quiet);
        session.println(name.full());
        return 0;
    }

    private static int push(Invocation invocation, Session session) throws IOException {
        String reference = invocation.argument(0);
        Images.Name name = Images.Name.of(reference);
        boolean quiet = invocation.on("quiet");
        String tag = invocation.on("all-tags") ? null : name.tag();
        if (!quiet && name.tag().equals("latest") && !reference.endsWith(":latest") && tag != null) {
            session.println("Using default tag: latest");
        }
        try (Answer answer = session.daemon()
                .answer(
                        "POST",
                        "/images/" + name.repository() + "/push" + Daemon.query("tag", tag),
                        Images.auth(session, reference),
                        Payload.none())) {
            new Progress(session.out(), session.terminal().output(), quiet).follow(answer.body());
        }
        if (quiet) {
            session.println(name.full());
        }
        return 0;
    }

    private static int save(Invocation invocation, Session session) throws IOException {
        String names = invocation.arguments().stream()
                .map(name -> "names=" + Daemon.escape(name))
                .collect(Collectors.joining("&"));
        return download(invocation, session, "/images/get?" + names);
    }

    private static int export(Invocation invocation, Session session) throws IOException {
        return download(invocation, session, ContainerCommands.path(invocation.argument(0), "/export"));
    }

    /// A file appears only when all of it has come.
    private static int download(Invocation invocation, Session session, String path) throws IOException {
        String output = invocation.text("output");
        if (output == null && session.terminal().output()) {
            throw new UsageError(
                    "cowardly refusing to save to a terminal. Use the -o flag or redirect", 1, UsageError.Tail.NOTHING);
        }
        try (Answer answer = session.daemon().stream("GET", path)) {
            if (output == null) {
                answer.body().transferTo(session.out());
                return 0;
            }
            Path part = Path.of(output + ".part");
            try {
                try (OutputStream file = new FileOutputStream(part.toFile())) {
                    answer.body().transferTo(file);
                }
                Files.move(part, Path.of(output), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(part);
            }
        }
        return 0;
    }

    private static int load(Invocation invocation, Session session) throws IOException {
        String input = invocation.text("input");
        if (input == null && session.terminal().input()) {
            throw new UsageError("requested load from stdin, but stdin is empty", 1, UsageError.Tail.NOTHING);
        }
        boolean quiet = invocation.on("quiet") || !session.terminal().output();
        try (InputStream file = input == null ? session.in() : open(input)) {
            upload(session, "/images/load" + Daemon.query("quiet", quiet ? "1" : ""), file);
        }
        return 0;
    }

    private static InputStream open(String file) throws IOException {
        if (!Files.exists(Path.of(file))) {
            throw new UsageError("open " + file + ": no such file or directory", 1, UsageError.Tail.NOTHING);
        }
        return Files.newInputStream(Path.of(file));
    }

    private static void upload(Session session, String path, InputStream file) throws IOException {
        try (Answer answer = session.daemon().answer("POST", path, Headers.NONE, new Payload.Streamed(TAR, file, -1))) {
            new Progress(session.out(), session.terminal().output(), false).follow(answer.body());
        }
    }

    private static int importTar(Invocation invocation, Session session) throws IOException {
        String source = invocation.argument(0);
        Images.Name name =
                invocation.arguments().size() > 1 ? Images.Name.of(invocation.argument(1)) : new Images.Name("", "");
        boolean remote = source.startsWith("http://") || source.startsWith("https://");
        StringBuilder path = new StringBuilder("/images/create"
                + Daemon.query(
                        "fromSrc",
                        remote ? source : "-",
                        "repo",
                        name.repository(),
                        "tag",
                        name.tag(),
                        "message",
                        invocation.text("message"),
                        "platform",
                        invocation.text("platform")));
        invocation.all("change").forEach(change -> path.append("&changes=").append(Daemon.escape(change)));
        if (remote) {
            upload(session, path.toString(), InputStream.nullInputStream());
            return 0;
        }
        try (InputStream file = source.equals("-") ? session.in() : open(source)) {
            upload(session, path.toString(), file);
        }
        return 0;
    }

    private static int tag(Invocation invocation, Session session) throws IOException {
        Images.Name name = Images.Name.of(invocation.argument(1));
        session.daemon()
                .json(
                        "POST",
                        "/images/" + escapeKeepingSlashes(invocation.argument(0)) + "/tag"
                                + Daemon.query("repo", name.repository(), "tag", name.tag()));
        return 0;
    }

    static String escapeKeepingSlashes(String reference) {
        return Daemon.escape(reference).replace("%2F", "/").replace("%3A", ":").replace("%40", "@");
    }

    private static int remove(Invocation invocation, Session session) throws IOException {
        String query = Daemon.query(
                "force", invocation.on("force") ? "1" : "", "noprune", invocation.on("no-prune") ? "1" : "");
        int code = 0;
        for (String name : invocation.arguments()) {
            try {
                for (Tree item : session.daemon()
                        .json("DELETE", "/images/" + escapeKeepingSlashes(name) + query)
                        .list()) {
                    session.println(
                            item.at("Untagged").missing()
                                    ? "Deleted: " + item.text("Deleted")
                                    : "Untagged: " + item.text("Untagged"));
                }
            } catch (DaemonError e) {
                session.out().flush();
                session.err().println(e.spoken());
                code = invocation.on("force") && e.status() == 404 ? code : 1;
            }
        }
        return code;
    }

    private static int prune(Invocation invocation, Session session) throws IOException {
        boolean all = invocation.on("all");
        if (!Prune.ask(
                invocation,
                session,
                all ? "all images without at least one container associated to them" : "all dangling images")) {
            return 0;
        }
        var filters = Prune.filters(invocation);
        filters.put("dangling", List.of(all ? "false" : "true"));
        session.println("Total reclaimed space: "
                + Sizes.human(Prune.part(session, "/images/prune", filters, "ImagesDeleted", "Deleted Images:")));
        return 0;
    }

    private static int commit(Invocation invocation, Session session) throws IOException {
        Images.Name name =
                invocation.arguments().size() > 1 ? Images.Name.of(invocation.argument(1)) : new Images.Name("", "");
        @Nullable String pause = invocation.text("pause", "true").equals("false") ? "0" : "1";
        StringBuilder path = new StringBuilder("/commit"
                + Daemon.query(
                        "container",
                        invocation.argument(0),
                        "repo",
                        name.repository(),
                        "tag",
                        name.tag(),
                        "author",
                        invocation.text("author"),
                        "comment",
                        invocation.text("message"),
                        "pause",
                        pause));
        invocation.all("change").forEach(change -> path.append("&changes=").append(Daemon.escape(change)));
        session.println(session.daemon().json("POST", path.toString()).text("Id"));
        return 0;
    }
}
