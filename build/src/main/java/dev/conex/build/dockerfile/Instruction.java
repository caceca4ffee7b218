package dev.conex.build.dockerfile;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The eighteen instructions, read but not expanded.
public sealed interface Instruction {
    /// Where it stands.
    Source source();

    /// Begins a stage. `name` is null or in lower case.
    record From(
            Source source,
            String image,
            String platform,
            @Nullable String name) implements Instruction {}

    /// Runs a program. `mounts` are the texts of the flags.
    record Run(Source source, CommandLine command, List<String> mounts, String network, String security)
            implements Instruction {
        public Run {
            mounts = List.copyOf(mounts);
        }
    }

    /// What containers run.
    record Cmd(Source source, CommandLine command) implements Instruction {}

    /// Labels of the image.
    record Label(Source source, List<Pair> labels) implements Instruction {
        public Label {
            labels = List.copyOf(labels);
        }
    }

    /// The author.
    record Maintainer(Source source, String author) implements Instruction {}

    /// Ports that containers listen on, sorted as text.
    record Expose(Source source, List<String> ports) implements Instruction {
        public Expose {
            ports = List.copyOf(ports);
        }
    }

    /// Environment of this stage and of containers.
    record Env(Source source, List<Pair> variables) implements Instruction {
        public Env {
            variables = List.copyOf(variables);
        }
    }

    /// Copies, unpacks or fetches.
    record Add(
            Source source,
            Transfer transfer,
            String checksum,
            boolean keepGitDir,
            @Nullable Boolean unpack) implements Instruction {}

    /// Copies from the context, or from `from` when that is not empty.
    record Copy(Source source, Transfer transfer, String from) implements Instruction {}

    /// What stands before the command.
    record Entrypoint(Source source, CommandLine command) implements Instruction {}

    /// Paths that get a volume.
    record Volume(Source source, List<String> paths) implements Instruction {
        public Volume {
            paths = List.copyOf(paths);
        }
    }

    /// Who runs what follows.
    record User(Source source, String user) implements Instruction {}

    /// Where what follows runs.
    record Workdir(Source source, String path) implements Instruction {}

    /// Variables of the build, with their defaults.
    record Arg(Source source, List<Variable> variables) implements Instruction {
        public Arg {
            variables = List.copyOf(variables);
        }

        /// `preset` is null when there is no default.
        public record Variable(String name, @Nullable String preset) {}
    }

    /// An instruction for those who build upon the image.
    record OnBuild(Source source, String trigger) implements Instruction {}

    /// How containers are asked to stop.
    record StopSignal(Source source, String signal) implements Instruction {}

    /// How health is found out; null = `NONE`.
    record Healthcheck(Source source, @Nullable Probe probe) implements Instruction {
        /// A figure of zero means the default.
        public record Probe(
                CommandLine command,
                Duration interval,
                Duration timeout,
                Duration startPeriod,
                Duration startInterval,
                int retries) {}
    }

    /// The shell of what follows.
    record Shell(Source source, List<String> words) implements Instruction {
        public Shell {
            words = List.copyOf(words);
        }
    }
}
