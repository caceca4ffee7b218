package dev.conex.cli;

import dev.conex.cli.Command.Arity;
import dev.conex.cli.template.GoFormat;
import dev.conex.cli.template.Template;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `version`, `info`, `login`, `logout`, `system df`, `system prune`.
final class SystemCommands {
    private SystemCommands() {}

    static List<Command> all() {
        Flag format = Flag.string("f,format", "Format output: 'json' or a Go template");
        return List.of(
                Command.of(
                        "version",
                        "[OPTIONS]",
                        "Show the version of client and daemon",
                        Arity.NONE,
                        List.of(format),
                        SystemCommands::version),
                Command.of(
                                "system info",
                                "[OPTIONS]",
                                "Display system-wide information",
                                Arity.NONE,
                                List.of(format),
                                SystemCommands::info)
                        .also("info"),
                Command.of(
                        "login",
                        "[OPTIONS] [SERVER]",
                        "Authenticate to a registry",
                        Arity.between(0, 1),
                        List.of(
                                Flag.string("u,username", "Username"),
                                Flag.string("p,password", "Password or Personal Access Token (PAT)"),
                                Flag.bool(
                                        "password-stdin",
                                        "Take the Password or Personal Access Token (PAT) from stdin")),
                        SystemCommands::login),
                Command.of(
                        "logout",
                        "[SERVER]",
                        "Log out from a registry",
                        Arity.between(0, 1),
                        List.of(),
                        SystemCommands::logout),
                Command.of(
                        "system df",
                        "[OPTIONS]",
                        "Show disk usage",
                        Arity.NONE,
                        List.of(
                                Flag.string("format", "Format output: 'table', 'json' or a Go template"),
                                Flag.bool("v,verbose", "Show detailed information on space usage")),
                        DiskUsage::print),
                Command.of(
                        "system prune",
                        "[OPTIONS]",
                        "Remove unused data",
                        Arity.NONE,
                        List.of(
                                Flag.bool("a,all", "Remove all unused images not just dangling ones"),
                                Flag.bool("volumes", "Prune anonymous volumes"),
                                Prune.FLAGS.get(0),
                                Prune.FLAGS.get(1)),
                        SystemCommands::prune));
    }

    static String ownVersion() {
        String version = SystemCommands.class.getModule().getDescriptor() == null
                ? null
                : SystemCommands.class.getModule().getDescriptor().rawVersion().orElse(null);
        return version == null ? "0.1.0" : version;
    }

    private static int version(Invocation invocation, Session session) throws IOException {
        Map<String, @Nullable Object> client = new LinkedHashMap<>();
        client.put("Version", ownVersion());
        client.put("DefaultAPIVersion", Daemon.VERSION_MAX);
        client.put("JavaVersion", Runtime.version().toString());
        client.put("Os", "linux");
        client.put("Arch", arch());
        Tree server;
        String failure = "";
        try {
            client.put("ApiVersion", session.daemon().version());
            server = session.daemon().json("GET", "/version");
        } catch (IOException e) {
            client.put("ApiVersion", Daemon.VERSION_MAX);
            server = new Tree(null);
            failure = String.valueOf(e.getMessage());
        }
        Map<String, @Nullable Object> both = new LinkedHashMap<>();
        both.put("Client", client);
        Map<String, @Nullable Object> theirs = new LinkedHashMap<>();
        server.map().forEach((key, value) -> theirs.put(key.equals("ApiVersion") ? "APIVersion" : key, value.value()));
        server.map().forEach((key, value) -> theirs.putIfAbsent(key, value.value()));
        both.put("Server", server.missing() ? null : theirs);
        String format = invocation.text("format");
        if (format != null) {
            session.println(
                    format.equals("json")
                            ? GoFormat.json(both)
                            : Template.parse(Rows.unescaped(format)).apply(both));
        } else {
            session.out().print(versionText(client, server));
        }
        if (!failure.isEmpty()) {
            session.out().flush();
            session.err().println(failure);
            return 1;
        }
        return 0;
    }

    private static String arch() {
        return System.getProperty("os.arch", "").equals("aarch64") ? "arm64" : "amd64";
    }

    private static String versionText(Map<String, @Nullable Object> client, Tree server) {
        StringBuilder out = new StringBuilder("Client: Conex\n");
        line(out, "Version", client.get("Version"));
        line(out, "API version", client.get("ApiVersion"));
        line(out, "Java version", client.get("JavaVersion"));
        line(out, "OS/Arch", client.get("Os") + "/" + client.get("Arch"));
        if (server.missing()) {
            return out.toString();
        }
        out.append("\nServer: ").append(server.text("Platform", "Name")).append('\n');
        for (Tree component : server.list("Components")) {
            out.append(' ').append(component.text("Name")).append(":\n");
            line(out, " Version", component.text("Version"));
            Tree details = component.at("Details");
            if (!details.text("ApiVersion").isEmpty()) {
                line(
                        out,
                        " API version",
                        details.text("ApiVersion") + " (minimum version " + details.text("MinAPIVersion") + ")");
                line(out, " OS/Arch", details.text("Os") + "/" + details.text("Arch"));
            }
        }
        return out.toString();
    }

    private static void line(StringBuilder out, String name, @Nullable Object value) {
        out.append(' ')
                .append(name)
                .append(':')
                .append(" ".repeat(Math.max(1, 18 - name.length())))
                .append(value)
                .append('\n');
    }

    private static int info(Invocation invocation, Session session) throws IOException {
        Tree info = session.daemon().json("GET", "/info");
        String format = invocation.text("format");
        if (format != null) {
            session.println(
                    format.equals("json")
                            ? GoFormat.json(info.value())
                            : Template.parse(Rows.unescaped(format)).apply(info.value()));
            return 0;
        }
        session.out().print(InfoText.of(info));
        info.texts("Warnings").forEach(session.err()::println);
        return 0;
    }

    private static int login(Invocation invocation, Session session) throws IOException {
        String server = invocation.arguments().isEmpty()
                ? ClientConfig.HUB
                : invocation.argument(0).replaceFirst("^https?://", "").replaceFirst("/+$", "");
        BufferedReader reader = new BufferedReader(new InputStreamReader(session.in(), StandardCharsets.UTF_8));
        String user = invocation.text("username");
        String password = invocation.text("password");
        if (invocation.on("password-stdin")) {
            if (user == null) {
                throw new UsageError("Must provide --username with --password-stdin", 1, UsageError.Tail.NOTHING);
            }
            password = String.valueOf(reader.readLine());
        }
        if (user == null) {
            session.out().print("Username: ");
            session.out().flush();
            user = reader.readLine();
        }
        if (password == null) {
            password = askPassword(session, reader);
        }
        if (user == null || user.isEmpty() || password == null) {
            throw new UsageError(
                    "Error: Cannot perform an interactive login from a non TTY device", 1, UsageError.Tail.NOTHING);
        }
        Map<String, @Nullable Object> body = new LinkedHashMap<>();
        body.put("username", user);
        body.put("password", password);
        body.put("serveraddress", server);
        Tree answer = session.daemon().json("POST", "/auth", body);
        session.config().keepLogin(server, user, password, answer.text("IdentityToken"));
        session.println(answer.text("Status").isEmpty() ? "Login Succeeded" : answer.text("Status"));
        return 0;
    }

    private static @Nullable String askPassword(Session session, BufferedReader reader) throws IOException {
        java.io.Console console = session.terminal().input() ? System.console() : null;
        if (console != null) {
            char[] typed = console.readPassword("Password: ");
            return typed == null ? null : new String(typed);
        }
        return reader.readLine();
    }

    private static int logout(Invocation invocation, Session session) throws IOException {
        String server = invocation.arguments().isEmpty() ? ClientConfig.HUB : invocation.argument(0);
        session.println(
                session.config().forgetLogin(server)
                        ? "Removing login credentials for " + server
                        : "Not logged in to " + server);
        return 0;
    }

    private static int prune(Invocation invocation, Session session) throws IOException {
        boolean all = invocation.on("all");
        boolean volumes = invocation.on("volumes");
        String what = "\n  - all stopped containers\n  - all networks not used by at least one container\n"
                + (volumes ? "  - all anonymous volumes not used by at least one container\n" : "")
                + (all
                        ? "  - all images without at least one container associated to them\n"
                        : "  - all dangling images\n")
                + "  - unused build cache\n";
        if (!Prune.ask(invocation, session, what)) {
            return 0;
        }
        Map<String, List<String>> filters = Prune.filters(invocation);
        long freed = Prune.part(session, "/containers/prune", filters, "ContainersDeleted", "Deleted Containers:");
        Prune.part(session, "/networks/prune", filters, "NetworksDeleted", "Deleted Networks:");
        if (volumes) {
            freed += Prune.part(session, "/volumes/prune", filters, "VolumesDeleted", "Deleted Volumes:");
        }
        Map<String, List<String>> images = new LinkedHashMap<>(filters);
        images.put("dangling", List.of(all ? "false" : "true"));
        freed += Prune.part(session, "/images/prune", images, "ImagesDeleted", "Deleted Images:");
        freed += Prune.part(
                session,
                "/build/prune" + (all ? "?all=1" : ""),
                Map.of(),
                "CachesDeleted",
                "Deleted build cache objects:");
        session.println("Total reclaimed space: " + Sizes.human(freed));
        return 0;
    }
}
