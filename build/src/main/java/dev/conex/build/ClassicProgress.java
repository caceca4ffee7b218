package dev.conex.build;

import dev.conex.build.dockerfile.Instruction;
import dev.conex.oci.Digest;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/// Tells of a parallel build in the words and the order of Docker's classic builder, which does one line after the
/// other:
/// what a step says before its turn is kept, up to a limit.
final class ClassicProgress implements BuildProgress {
    private static final int NAME_BYTES = 6;

    private final ClassicOutput output;
    private final StepCache cache;
    private final boolean remove;
    private final boolean useCache;
    private final Map<Integer, StepNews> news = new HashMap<>();
    private List<ClassicLine> lines = List.of();
    private int total;
    private int turn;
    private int printed;
    private int headersAhead;
    private boolean failureTold;
    private boolean headerDone;
    private @Nullable Digest image;

    ClassicProgress(ClassicOutput output, StepCache cache, boolean remove, boolean useCache) {
        this.output = output;
        this.cache = cache;
        this.remove = remove;
        this.useCache = useCache;
    }

    @Override
    public synchronized void planned(BuildGraph graph, BuildKeys keys) {
        lines = ClassicLine.of(graph, keys);
        total = (int) lines.stream().filter(l -> !l.line().trigger()).count();
        for (int i = 0; i < graph.steps().size(); i++) {
            news.put(i, new StepNews());
        }
    }

    @Override
    public synchronized void started(int step, Instant at) {
        of(step).start(container());
        go();
    }

    @Override
    public synchronized void cached(int step) {
        of(step).cached();
        go();
    }

    @Override
    public synchronized void output(int step, int stream, byte[] bytes, int offset, int length) {
        of(step).add(stream, bytes, offset, length);
        go();
    }

    @Override
    public synchronized void completed(int step, Instant at) {
        of(step).complete();
        go();
    }

    @Override
    public synchronized void failed(int step, String why) {
        of(step).fail();
        go();
        if (!failureTold) {
            failureTold = true;
            tellFailure(step);
        }
    }

    /// A step that failed before its turn is told at once, since no other will be.
    private void tellFailure(int step) {
        int number = 0;
        for (int i = 0; i < lines.size(); i++) {
            var line = lines.get(i);
            number += line.line().trigger() ? 0 : 1;
            if (i > turn && line.kind() == ClassicLine.Kind.STEP && line.line().step() == step) {
                header(number, total, line.line().source().text());
                step(line, false);
                turn = lines.size();
            }
        }
    }

    /// All is done; the last line gets the id of the image.
    synchronized void finished(Digest id) throws BuildFailed {
        image = id;
        go();
        remember();
    }

    /// Before anything is looked for: the lines up to the first FROM, which is where bases are looked for.
    synchronized void begun(BuildRequest request) {
        var stages = Outlining.of(request, Map.of()).stages();
        var first = new ArrayList<Instruction>(request.dockerfile().globals());
        first.add(stages.getFirst().from());
        total = request.dockerfile().globals().size() + (request.labels().isEmpty() ? 0 : 1);
        for (var stage : stages) {
            total += stage.instructions().size() + 1;
        }
        for (var instruction : first) {
            header(++printed, total, instruction.source().text());
        }
        headersAhead = first.size();
    }

    private StepNews of(int step) {
        return news.computeIfAbsent(step, _ -> new StepNews());
    }

    private static String container() {
        var bytes = new byte[NAME_BYTES];
        ThreadLocalRandom.current().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /// Tells as much as can be told in order.
    private void go() {
        while (turn < lines.size() && tell(lines.get(turn))) {
            turn++;
            headerDone = false;
        }
    }

    /// Whether the line is told to its end.
    private boolean tell(ClassicLine line) {
        if (!headerDone) {
            headerDone = true;
            if (headersAhead > 0) {
                headersAhead--;
            } else if (!line.line().trigger()) {
                header(++printed, total, line.line().source().text());
            }
        }
        if (line.kind() == ClassicLine.Kind.GLOBAL) {
            return true;
        }
        boolean last = turn == lines.size() - 1;
        if (line.kind() == ClassicLine.Kind.FROM) {
            if (last && image == null) {
                return false;
            }
            output.text(" ---> %s\n".formatted(last ? id(line, true) : line.id()));
            triggers();
            return true;
        }
        return line.kind() == ClassicLine.Kind.STEP ? step(line, last) : change(line, last);
    }

    private void header(int number, int of, String text) {
        output.text("Step %d/%d : %s".formatted(number, of, text));
        output.text("\n");
    }

    private void triggers() {
        int count = 0;
        while (turn + 1 + count < lines.size()
                && lines.get(turn + 1 + count).line().trigger()) {
            count++;
        }
        if (count > 0) {
            output.text("# Executing %d build trigger".formatted(count));
            if (count > 1) {
                output.text("s");
            }
            output.text("\n");
        }
    }

    private boolean step(ClassicLine line, boolean last) {
        var step = of(line.line().step());
        if (step.isCached()) {
            if (last && image == null) {
                return false;
            }
            output.text(" ---> Using cache\n");
            output.text(" ---> %s\n".formatted(id(line, last)));
            return true;
        }
        if (line.hasContainer() && step.takeAnnouncement()) {
            output.text(" ---> Running in %s\n".formatted(step.container()));
        }
        step.drain(output);
        if (!step.isDone() || (last && image == null)) {
            return false;
        }
        if (line.hasContainer()) {
            removed(step.container());
        }
        output.text(" ---> %s\n".formatted(id(line, last)));
        return true;
    }

    private void removed(String container) {
        if (remove) {
            output.text(" ---> Removed intermediate container %s\n".formatted(container));
        }
    }

    private boolean change(ClassicLine line, boolean last) {
        if (last && image == null) {
            return false;
        }
        if (useCache && isRemembered(line)) {
            output.text(" ---> Using cache\n");
        } else {
            var container = container();
            output.text(" ---> Running in %s\n".formatted(container));
            removed(container);
        }
        output.text(" ---> %s\n".formatted(id(line, last)));
        return true;
    }

    private String id(ClassicLine line, boolean last) {
        return last && image != null ? image.shortHex() : line.id();
    }

    private boolean isRemembered(ClassicLine line) {
        try {
            return cache.find(line.key()).isPresent();
        } catch (IOException e) {
            return false; // only how it is told depends on it
        }
    }

    /// Lines that only change the config are remembered, so that the next build can say that it uses the cache.
    private void remember() throws BuildFailed {
        try {
            for (var line : lines) {
                if (line.kind() == ClassicLine.Kind.CHANGE
                        && cache.find(line.key()).isEmpty()) {
                    cache.put(
                            line.key(),
                            new CachedStep(line.line().createdBy(), Tree.EMPTY, Instant.now(), line.key(), List.of()));
                }
            }
        } catch (IOException e) {
            throw new BuildFailed(new BuildFailed.Reason.Environment(e));
        }
    }
}
