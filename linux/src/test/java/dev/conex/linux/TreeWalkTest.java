package dev.conex.linux;

import static dev.conex.linux.Scratch.bytes;
import static dev.conex.linux.Scratch.text;
import static dev.conex.linux.Scratch.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.conex.linux.TreeWalk.Entry;
import dev.conex.linux.TreeWalk.Step;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TreeWalkTest {
    private static final class Recorder implements TreeWalk.Visitor {
        private final List<String> seen = new ArrayList<>();
        private final String skipped;

        Recorder(String skipped) {
            this.skipped = skipped;
        }

        @Override
        public Step enter(Entry entry) throws IOException {
            var content = entry.stat().isRegular() ? read(entry) : "";
            seen.add(text(entry.path()) + content);
            return text(entry.name()).equals(skipped) ? Step.SKIP : Step.DESCEND;
        }

        private static String read(Entry entry) throws IOException {
            try (var in = entry.open().input()) {
                return "=" + text(in.readAllBytes());
            }
        }

        @Override
        public void leave(Entry directory) {
            seen.add("/" + text(directory.path()));
        }
    }

    private static List<String> walk(Dir dir, String skipped) throws IOException {
        var before = Scratch.openDescriptors();
        var recorder = new Recorder(skipped);
        TreeWalk.walk(dir, recorder);
        assertThat(Scratch.openDescriptors()).isEqualTo(before);
        return recorder.seen;
    }

    @Test
    void visitsDirectoriesBeforeTheirContentInByteOrder() throws IOException {
        try (var scratch = new Scratch()) {
            var dir = scratch.dir();
            dir.mkdirs(bytes("b/c"), 0755);
            write(dir, "b/c/x", "1");
            write(dir, "b-", "2");
            write(dir, "B", "3");
            write(dir, "é", "4");
            dir.symlink(bytes("/"), bytes("a"));
            dir.mkdir(bytes("skip"), 0755);
            write(dir, "skip/me", "");
            assertThat(walk(dir, "skip"))
                    .containsExactly("B=3", "a", "b", "b/c", "b/c/x=1", "/b/c", "/b", "b-=2", "skip", "é=4");
        }
    }

    @Test
    void closesEverythingWhenAVisitorFails() throws IOException {
        try (var scratch = new Scratch()) {
            scratch.dir().mkdirs(bytes("a/b/c/d"), 0755);
            var before = Scratch.openDescriptors();
            assertThatThrownBy(() -> TreeWalk.walk(scratch.dir(), entry -> {
                        if (text(entry.name()).equals("d")) {
                            throw new IOException("stop");
                        }
                        return Step.DESCEND;
                    }))
                    .hasMessage("stop");
            assertThat(Scratch.openDescriptors()).isEqualTo(before);
        }
    }

    @Test
    void leavesOutWhatVanishesMeanwhile() throws IOException {
        try (var scratch = new Scratch()) {
            var dir = scratch.dir();
            write(dir, "a", "");
            write(dir, "b", "");
            write(dir, "c", "");
            var seen = new ArrayList<String>();
            TreeWalk.walk(dir, entry -> {
                seen.add(text(entry.name()));
                dir.removeTree(bytes("b"));
                return Step.DESCEND;
            });
            assertThat(seen).containsExactly("a", "c");
        }
    }

    @Test
    void refusesTreesThatAreTooDeep() throws IOException {
        try (var scratch = new Scratch()) {
            var here = scratch.dir().directory(bytes("."));
            for (var i = 0; i < TreeWalk.MAX_DEPTH + 1; i++) {
                here.mkdir(bytes("d"), 0755);
                var next = here.directory(bytes("d"));
                here.close();
                here = next;
            }
            here.close();
            assertThatThrownBy(() -> TreeWalk.walk(scratch.dir(), _ -> Step.DESCEND))
                    .hasMessageContaining("deeper than 2000 directories");
        }
    }

    @Test
    void tellsRootsOfMountsApart() throws IOException {
        var roots = new ArrayList<String>();
        try (var dev = Dir.open(java.nio.file.Path.of("/dev"))) {
            TreeWalk.walk(dev, entry -> {
                if (entry.stat().mountRoot()) {
                    roots.add(text(entry.path()));
                }
                return Step.SKIP;
            });
        }
        assertThat(roots).contains("pts");
    }
}
