package dev.conex.build.dockerfile;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// A Dockerfile, read.
///
/// @param globals the `ARG`s before the first `FROM`
/// @param instructions how many there are, `globals` included
public record Dockerfile(
        Directives directives, List<Instruction.Arg> globals, List<StageText> stages, int instructions) {
    /// How large a file may be.
    public static final int BYTES_MAX = 16 << 20;
    /// How many stages it may have.
    public static final int STAGES_MAX = 10_000;

    public Dockerfile {
        globals = List.copyOf(globals);
        stages = List.copyOf(stages);
    }

    /// A stage: its `FROM`, and the instructions after it.
    public record StageText(Instruction.From from, List<Instruction> instructions) {
        public StageText {
            instructions = List.copyOf(instructions);
        }
    }

    /// Reads a file; bytes that are no UTF-8 become replacement characters.
    ///
    /// @throws MalformedDockerfile in Docker's words
    public static Dockerfile parse(byte[] bytes) {
        if (bytes.length > BYTES_MAX) {
            throw MalformedDockerfile.whole(
                    0, "file of %d bytes is too large (limit %d)".formatted(bytes.length, BYTES_MAX));
        }
        return parse(new String(bytes, StandardCharsets.UTF_8));
    }

    /// Reads the text of a file.
    public static Dockerfile parse(String text) {
        var lines = LogicalLines.split(text);
        var directives = Directives.read(lines);
        var logical = LogicalLines.read(lines, directives.escape());
        if (logical.isEmpty()) {
            throw MalformedDockerfile.whole(0, "file with no instructions");
        }
        return stages(directives, logical.stream().map(InstructionReader::read).toList());
    }

    /// Reads one instruction that stands alone: a trigger of a base image, a change of `commit`.
    public static Instruction instruction(String text) {
        var logical = LogicalLines.read(LogicalLines.split(text), Directives.NONE.escape());
        if (logical.size() != 1) {
            throw MalformedDockerfile.plain("%s is not one instruction".formatted(GoText.quote(text)));
        }
        return InstructionReader.read(logical.getFirst());
    }

    public Expander expander() {
        return new Expander(directives.escape());
    }

    private static Dockerfile stages(Directives directives, List<Instruction> all) {
        var globals = new ArrayList<Instruction.Arg>();
        var stages = new ArrayList<StageText>();
        int at = 0;
        while (at < all.size() && !(all.get(at) instanceof Instruction.From)) {
            if (!(all.get(at) instanceof Instruction.Arg arg)) {
                throw MalformedDockerfile.plain("no build stage in current context");
            }
            globals.add(arg);
            at++;
        }
        while (at < all.size()) {
            var from = (Instruction.From) all.get(at++);
            int start = at;
            while (at < all.size() && !(all.get(at) instanceof Instruction.From)) {
                at++;
            }
            stages.add(new StageText(from, all.subList(start, at)));
        }
        if (stages.size() > STAGES_MAX) {
            throw MalformedDockerfile.plain("more than %d stages".formatted(STAGES_MAX));
        }
        return new Dockerfile(directives, globals, stages, all.size());
    }
}
