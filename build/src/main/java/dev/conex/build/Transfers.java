package dev.conex.build;

import dev.conex.build.dockerfile.Expander;
import dev.conex.build.dockerfile.MalformedDockerfile;
import dev.conex.build.dockerfile.Paths;
import dev.conex.build.dockerfile.Transfer;
import dev.conex.build.dockerfile.Variables;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Turns COPY and ADD into acts. Pure.
final class Transfers {
    private static final int WRITTEN_MODE = 0644;

    private final String instruction;
    private final Transfer transfer;
    private final Expander expander;
    private final Variables variables;
    private final List<String> sources;
    private final String written;
    private final String destination;
    private final FileAct.CopyRules rules;

    Transfers(String instruction, Transfer transfer, Expander expander, Variables variables, String cwd) {
        this.instruction = instruction;
        this.transfer = transfer;
        this.expander = expander;
        this.variables = variables;
        this.sources = expand(transfer.sources());
        this.written = expand(transfer.destination());
        this.destination = Paths.destination(cwd, written);
        this.rules = new FileAct.CopyRules(
                expand(transfer.chown()),
                chmod(expand(transfer.chmod())),
                transfer.parents(),
                expand(transfer.excludes()));
    }

    private static String chmod(String text) {
        if (text.matches("\\d+") && !text.matches("0?[0-7]{1,4}")) {
            throw MalformedDockerfile.plain(
                    "invalid chmod parameter: '%s'. it should be octal string and between 0 and 07777".formatted(text));
        }
        if (!text.isEmpty() && SymbolicMode.parse(text).isEmpty()) {
            throw MalformedDockerfile.plain("invalid chmod parameter: '%s'".formatted(text));
        }
        return text;
    }

    /// What COPY does.
    List<FileAct> copies(int from) {
        for (var source : sources) {
            if (isUrl(source)) {
                throw MalformedDockerfile.either(
                        "source can't be a URL for COPY", "COPY failed: source can't be a URL for COPY");
            }
        }
        var acts = new ArrayList<FileAct>();
        if (!sources.isEmpty()) {
            acts.add(new FileAct.Copy(instruction, from, sources, destination, false, rules));
        }
        acts.addAll(written());
        return acts;
    }

    /// What ADD does.
    List<FileAct> additions(int context, String checksum, @Nullable Boolean unpack) {
        var acts = new ArrayList<FileAct>();
        var local = new ArrayList<String>();
        for (var source : sources) {
            if (isGit(source)) {
                throw MalformedDockerfile.plain("ADD of a git repository is not supported: " + source);
            }
            if (isUrl(source)) {
                boolean archive = unpack != null && unpack;
                acts.add(new FileAct.Fetch(source, checksum, destination, archive, rules));
            } else {
                local.add(source);
            }
        }
        if (!local.isEmpty()) {
            boolean archives = unpack == null || unpack;
            acts.add(new FileAct.Copy(instruction, context, local, destination, archives, rules));
        }
        acts.addAll(written());
        return acts;
    }

    private List<FileAct> written() {
        var acts = new ArrayList<FileAct>();
        for (var file : transfer.files()) {
            var content = file.expand() ? expander.content(file.text(), variables) : file.text();
            acts.add(new FileAct.Write(file.name(), content, destination, WRITTEN_MODE, rules));
        }
        return acts;
    }

    /// The line of the history.
    String createdBy() {
        var text = new StringBuilder(instruction);
        if (rules.parents()) {
            text.append(" --parents");
        }
        if (!rules.chown().isEmpty()) {
            text.append(" --chown=").append(rules.chown());
        }
        if (!rules.chmod().isEmpty()) {
            text.append(" --chmod=").append(rules.chmod());
        }
        sources.forEach(s -> text.append(' ').append(s));
        transfer.files().forEach(f -> text.append(" <<").append(f.name()));
        return text.append(' ').append(written).append(" # buildkit").toString();
    }

    private List<String> expand(List<String> words) {
        return words.stream().map(this::expand).toList();
    }

    private String expand(String word) {
        return expander.word(word, variables);
    }

    private static boolean isUrl(String source) {
        var lower = source.toLowerCase(Locale.ROOT);
        return lower.startsWith("http://") || lower.startsWith("https://");
    }

    private static boolean isGit(String source) {
        return source.startsWith("git@")
                || source.startsWith("git://")
                || source.startsWith("ssh://")
                || (isUrl(source) && source.replaceFirst("[?#].*", "").endsWith(".git"));
    }
}
