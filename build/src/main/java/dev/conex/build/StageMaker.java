package dev.conex.build;

import dev.conex.build.dockerfile.CommandLine;
import dev.conex.build.dockerfile.Expander;
import dev.conex.build.dockerfile.Heredoc;
import dev.conex.build.dockerfile.Instruction;
import dev.conex.build.dockerfile.MalformedDockerfile;
import dev.conex.build.dockerfile.Pair;
import dev.conex.build.dockerfile.Paths;
import dev.conex.build.dockerfile.RunMount;
import dev.conex.oci.ContainerDefaults;
import dev.conex.oci.ImageConfig;
import dev.conex.oci.Platform;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Turns the instructions of one stage into steps and a config. Used once.
final class StageMaker {
    private static final List<String> SHELL = List.of("/bin/sh", "-c");
    private static final String PATH = "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
    private static final String SCRIPTS = "/dev/pipes/";

    private final GraphMaker graph;
    private final Outline.Needed stage;
    private final Expander expander;
    private final ConfigChanges changes;
    private final Map<String, String> platform;
    private final List<BuildLine> lines = new ArrayList<>();
    /// What names mean here: the config's environment and the arguments, the later over the earlier.
    private final Map<String, String> scope = new LinkedHashMap<>();
    /// The arguments declared here, with the value they had then; those without one are empty.
    private final Map<String, String> declared = new LinkedHashMap<>();

    private ImageConfig config;
    private int root;

    StageMaker(GraphMaker graph, Outline.Needed stage) {
        this.graph = graph;
        this.stage = stage;
        this.expander = graph.request().dockerfile().expander();
        this.config = config(graph, stage.base());
        this.changes = new ConfigChanges(expander, scope::get);
        this.platform = PlatformArgs.of(
                graph.request().platform(), Platform.host(), graph.request().target());
        this.root = graph.tree(stage.base());
        for (var variable : config.defaults().env()) {
            int equals = variable.indexOf('=');
            scope.put(variable.substring(0, Math.max(equals, 0)), variable.substring(equals + 1));
        }
    }

    private static ImageConfig config(GraphMaker graph, Outline.Origin base) {
        return switch (base) {
            case Outline.Origin.OfStage(int number) -> graph.stage(number).config();
            case Outline.Origin.OfImage(var wish) -> graph.image(wish).config();
            case Outline.Origin.Scratch _ -> {
                var empty = ImageConfig.scratch(graph.request().platform());
                yield empty.withDefaults(empty.defaults().withEnv(List.of(PATH)).withWorkingDir("/"));
            }
        };
    }

    Stage make(boolean target) {
        lines.add(new BuildLine(stage.from().source(), stage.number(), root, "", false));
        config = config.withDefaults(config.defaults().withOnBuild(List.of()));
        stage.triggers().forEach(t -> add(t, true));
        stage.instructions().forEach(i -> add(i, false));
        if (target) {
            graph.labels().forEach(i -> add(i, false));
        }
        int base = stage.base() instanceof Outline.Origin.OfStage(int number) ? number : -1;
        return new Stage(stage.number(), stage.name(), base, root, config, lines);
    }

    private void add(Instruction instruction, boolean trigger) {
        int before = root;
        var createdBy = translate(instruction);
        int step = root == before ? Step.NOTHING : root;
        lines.add(new BuildLine(instruction.source(), stage.number(), step, createdBy, trigger));
    }

    /// Does it, and says what the history will say.
    private String translate(Instruction instruction) {
        return switch (instruction) {
            case Instruction.From _ -> throw new IllegalStateException("FROM inside a stage");
            case Instruction.Run run -> run(run);
            case Instruction.Copy copy -> copy(copy);
            case Instruction.Add add -> add(add);
            case Instruction.Workdir workdir -> workdir(workdir);
            case Instruction.Arg arg -> arg(arg);
            case Instruction.Env env -> env(env);
            case Instruction.Cmd cmd -> change(changes.cmd(defaults(), cmd, words(cmd.command())));
            case Instruction.Entrypoint entry -> change(changes.entrypoint(defaults(), words(entry.command())));
            case Instruction.Label label -> change(changes.label(defaults(), label));
            case Instruction.Expose expose -> change(changes.expose(defaults(), expose));
            case Instruction.Volume volume -> change(changes.volume(defaults(), volume));
            case Instruction.User user -> change(changes.user(defaults(), user));
            case Instruction.OnBuild onBuild -> change(changes.onBuild(defaults(), onBuild));
            case Instruction.StopSignal signal -> change(changes.stopSignal(defaults(), signal));
            case Instruction.Healthcheck health -> change(changes.healthcheck(defaults(), health));
            case Instruction.Shell shell -> change(changes.shell(defaults(), shell));
            case Instruction.Maintainer(var _, var author) -> {
                config = config.withAuthor(author);
                yield "MAINTAINER " + author;
            }
        };
    }

    private ContainerDefaults defaults() {
        return config.defaults();
    }

    private String change(ConfigChanges.Change change) {
        config = config.withDefaults(change.defaults());
        return change.createdBy();
    }

    private List<String> words(CommandLine command) {
        if (!command.shellForm()) {
            return command.words();
        }
        var shell = defaults().shell().isEmpty() ? SHELL : defaults().shell();
        var all = new ArrayList<>(shell);
        all.addAll(command.words());
        return all;
    }

    private String expand(String text) {
        return expander.word(text, scope::get);
    }

    private String arg(Instruction.Arg arg) {
        var text = new StringBuilder("ARG");
        for (var variable : arg.variables()) {
            var name = variable.name();
            graph.use(name);
            var given = graph.request().buildArgs().get(name);
            var preset = variable.preset();
            if (given == null && preset != null) {
                given = expand(preset);
            }
            text.append(' ').append(name).append(given == null ? "" : "=" + given);
            if (given == null) {
                given = graph.outline().globals().getOrDefault(name, platform.get(name));
            }
            declared.put(name, given == null ? "" : given);
            if (given != null) {
                scope.put(name, given);
            }
        }
        return text.toString();
    }

    private String env(Instruction.Env env) {
        var expanded = new ArrayList<Pair>();
        for (var pair : env.variables()) {
            expanded.add(new Pair(expand(pair.name()), expand(pair.value()), pair.spaced()));
        }
        var text = new StringBuilder("ENV");
        for (var pair : expanded) {
            scope.put(pair.name(), pair.value());
            config = config.withDefaults(defaults().plusEnv(pair.name() + "=" + pair.value()));
            text.append(' ').append(pair.name()).append('=').append(pair.value());
        }
        return text.toString();
    }

    private String workdir(Instruction.Workdir workdir) {
        var path = Paths.absolute(cwd(), expand(workdir.path()));
        config = config.withDefaults(defaults().withWorkingDir(path));
        if (!path.equals("/")) {
            root = graph.add(new Step.Files(
                    root, List.of(new FileAct.MakeDirectory(path, defaults().user()))));
        }
        return "WORKDIR " + path;
    }

    private String cwd() {
        return defaults().workingDir().isEmpty() ? "/" : defaults().workingDir();
    }

    private String run(Instruction.Run run) {
        if (run.security().equals("insecure")) {
            throw MalformedDockerfile.plain(
                    "granting entitlement security.insecure is not allowed by build daemon configuration");
        }
        if (run.network().equals("host") && !graph.request().network().equals("host")) {
            throw MalformedDockerfile.plain(
                    "granting entitlement network.host is not allowed by build daemon configuration");
        }
        var script = script(run.command());
        var mounts = new ArrayList<Step.MountUse>();
        for (var flag : run.mounts()) {
            mounts.add(mount(flag));
        }
        var args = script.args();
        if (script.file() != null) {
            mounts.add(new Step.MountUse(new RunMount.Bind("", "", SCRIPTS, false), script(script.file())));
        }
        var network = run.network().equals("default") ? graph.request().network() : run.network();
        root = graph.add(new Step.Run(
                root, args, environment(), proxies(), cwd(), defaults().user(), network, mounts));
        var prefix = declared.isEmpty() ? "" : "|" + declared.size() + " " + arguments() + " ";
        return "RUN " + prefix + String.join(" ", args) + " # buildkit";
    }

    private String arguments() {
        var all = new ArrayList<String>();
        declared.forEach((name, value) -> all.add(name + "=" + scope.getOrDefault(name, value)));
        return String.join(" ", all);
    }

    /// A program, and the file it is, if its text was written inside the Dockerfile.
    private record Script(List<String> args, @Nullable Heredoc file) {}

    private Script script(CommandLine command) {
        if (command.files().isEmpty() || command.words().isEmpty()) {
            return new Script(words(command), null);
        }
        var text = command.words().getFirst();
        var first = command.files().getFirst();
        if (command.files().size() > 1 || !isMark(text)) {
            var whole = new StringBuilder(text);
            command.files().forEach(f -> whole.append('\n').append(f.content()).append(f.name()));
            return new Script(words(new CommandLine(List.of(whole.toString()), true, List.of())), null);
        }
        if (first.content().startsWith("#!")) {
            return new Script(List.of(SCRIPTS + first.name()), first);
        }
        return new Script(words(new CommandLine(List.of(first.text()), true, List.of())), null);
    }

    private static boolean isMark(String text) {
        return text.strip().matches("\\d*<<-?[^\\s<]+");
    }

    private int script(Heredoc file) {
        var empty = graph.source(new Step.Origin.Scratch());
        var write = new FileAct.Write(file.name(), file.text(), "/" + file.name(), 0755, FileAct.CopyRules.PLAIN);
        return graph.add(new Step.Files(empty, List.of(write)));
    }

    private Step.MountUse mount(String flag) {
        var mount = RunMount.parse(expander.word(flag, scope::get), cwd());
        return switch (mount) {
            case RunMount.Bind bind -> new Step.MountUse(mount, mounted(bind.from()));
            case RunMount.Cache cache when !cache.from().isEmpty() -> new Step.MountUse(mount, mounted(cache.from()));
            case RunMount.Cache _, RunMount.Tmpfs _, RunMount.Secret _, RunMount.Ssh _ ->
                new Step.MountUse(mount, Step.NOTHING);
        };
    }

    private int mounted(String from) {
        return from.isEmpty() ? graph.source(new Step.Origin.Context()) : graph.tree(origin(from));
    }

    private Outline.Origin origin(String word) {
        var origin = stage.sources().get(word);
        if (origin == null) {
            throw MalformedDockerfile.plain("variable expansion is not supported for from=" + word);
        }
        return origin;
    }

    private List<String> environment() {
        var all = new ArrayList<String>();
        scope.forEach((name, value) -> all.add(name + "=" + value));
        return all;
    }

    private List<String> proxies() {
        return graph.request().buildArgs().entrySet().stream()
                .filter(e -> PlatformArgs.PROXIES.contains(e.getKey()) && !scope.containsKey(e.getKey()))
                .map(e -> e.getKey() + "=" + e.getValue())
                .sorted()
                .toList();
    }

    private String copy(Instruction.Copy copy) {
        int from = copy.from().isEmpty() ? graph.source(new Step.Origin.Context()) : graph.tree(origin(copy.from()));
        var transfers = new Transfers("COPY", copy.transfer(), expander, scope::get, cwd());
        root = graph.add(new Step.Files(root, transfers.copies(from)));
        return transfers.createdBy();
    }

    private String add(Instruction.Add add) {
        var transfers = new Transfers("ADD", add.transfer(), expander, scope::get, cwd());
        int context = graph.source(new Step.Origin.Context());
        root = graph.add(new Step.Files(root, transfers.additions(context, expand(add.checksum()), add.unpack())));
        return transfers.createdBy();
    }
}
