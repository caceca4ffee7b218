package dev.conex.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.conex.oci.FileMeta;
import dev.conex.oci.TarEntry;
import dev.conex.oci.TarWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What COPY, ADD and WORKDIR make (root). The rules were tried on Docker 28.5.
final class CopyRulesTest {
    private Workshop shop;

    @BeforeEach
    void open() throws IOException {
        shop = new Workshop();
    }

    @AfterEach
    void close() throws IOException {
        shop.close();
    }

    private Tree build(String dockerfile, String... files) throws BuildFailed {
        return build("FROM base\n" + dockerfile, Workshop.tar(files));
    }

    private Tree build(String dockerfile, byte[] files) throws BuildFailed {
        var context = concatenated(Workshop.tar("Dockerfile", dockerfile), files);
        return new ClassicBuild(shop.builder, shop.home.resolve("scratch"))
                .build(Workshop.request(), new ByteArrayInputStream(context), Workshop.collector(new StringBuilder()))
                .tree();
    }

    /// Two tars as one: the first without its end.
    private static byte[] concatenated(byte[] first, byte[] second) {
        var all = new ByteArrayOutputStream();
        int end = first.length;
        while (end >= 512 && isZero(first, end - 512)) {
            end -= 512;
        }
        all.write(first, 0, end);
        all.write(second, 0, second.length);
        return all.toByteArray();
    }

    private static boolean isZero(byte[] bytes, int at) {
        for (int i = at; i < at + 512; i++) {
            if (bytes[i] != 0) {
                return false;
            }
        }
        return true;
    }

    private static final String[] FILES = {
        "a", "A", "b", "B", "d/", "", "d/x", "X", "d/e/", "", "d/e/y", "Y", "l", "->a", "d/ln", "->x"
    };

    @Test
    void copiesAFileToANameOrIntoADirectory() throws Exception {
        var tree = build("COPY a /new\nCOPY a /tmp\nCOPY a b /dir/\nCOPY l /link\nCOPY a /deep/er/name\n", FILES);
        assertThat(shop.read(tree, "new")).contains("A");
        assertThat(shop.read(tree, "tmp/a")).contains("A");
        assertThat(shop.list(tree, "dir")).containsExactly("a 0644 0:0", "b 0644 0:0");
        assertThat(shop.read(tree, "link")).as("links named are followed").contains("A");
        assertThat(shop.list(tree, "deep")).containsExactly("er/ 0755 0:0", "er/name 0644 0:0");
    }

    @Test
    void copiesWhatIsInADirectoryAndKeepsLinksInside() throws Exception {
        var tree = build("COPY d /to\n", FILES);
        assertThat(shop.list(tree, "to"))
                .containsExactly("e/ 0755 0:0", "e/y 0644 0:0", "ln 0777 0:0 -> x", "x 0644 0:0");
    }

    @Test
    void followsLinksOfTheImageOnTheWay() throws Exception {
        var tree = build("COPY d /lib64/\n", FILES);
        assertThat(shop.read(tree, "usr/lib/x")).contains("X");
    }

    @Test
    void findsOwnersAndModes() throws Exception {
        var tree = build("""
                COPY --chown=app a /o/1
                COPY --chown=app:grp a /o/2
                COPY --chown=5 a /o/3
                COPY --chmod=4750 a /o/4
                COPY --chmod=u+x,go-r a /o/5
                USER app
                WORKDIR /o/w
                """, FILES);
        assertThat(shop.list(tree, "o"))
                .containsExactly(
                        "1 0644 1000:1001",
                        "2 0644 1000:7",
                        "3 0644 5:5",
                        "4 4750 0:0",
                        "5 0700 0:0",
                        "w/ 0755 1000:1001");
    }

    @Test
    void heedsPatternsExcludesAndParents() throws Exception {
        var tree = build(
                "COPY [a-b] /p/\nCOPY d/* /q/\nCOPY --exclude=e --exclude=l* d /r\nCOPY --parents d/e/y a /s/\n",
                FILES);
        assertThat(shop.list(tree, "p")).containsExactly("a 0644 0:0", "b 0644 0:0");
        assertThat(shop.list(tree, "q")).containsExactly("ln 0644 0:0", "x 0644 0:0", "y 0644 0:0");
        assertThat(shop.list(tree, "r")).containsExactly("x 0644 0:0");
        assertThat(shop.list(tree, "s"))
                .containsExactly("a 0644 0:0", "d/ 0755 0:0", "d/e/ 0755 0:0", "d/e/y 0644 0:0");
    }

    @Test
    void leavesOutWhatIsIgnored() throws Exception {
        var tree = build(
                "COPY . /all/\n",
                ".dockerignore",
                "*\n!d\nd/e\n!a\n**/ln\n",
                "a",
                "A",
                "b",
                "B",
                "d/",
                "",
                "d/x",
                "X",
                "d/e/",
                "",
                "d/e/y",
                "Y",
                "d/ln",
                "->x");
        assertThat(shop.list(tree, "all")).containsExactly("a 0644 0:0", "d/ 0755 0:0", "d/x 0644 0:0");
        assertThatThrownBy(() -> build("COPY b /b\n", ".dockerignore", "b\n", "b", "B"))
                .hasMessage(
                        "COPY failed: file not found in build context or excluded by .dockerignore: stat b: file does not exist");
    }

    @Test
    void unpacksArchivesOnlyForAdd() throws Exception {
        var inner = Workshop.tar("in/", "", "in/f", "F", "esc", "->../../../../etc/passwd");
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(inner);
        }
        var files = new ByteArrayOutputStream();
        var tar = new TarWriter(files);
        tar.put(TarEntry.file("x.tgz", packed.size(), FileMeta.plain(0644)));
        tar.write(packed.toByteArray(), 0, packed.size());
        tar.finish();
        var tree =
                build("FROM base\nADD x.tgz /u/\nCOPY x.tgz /c/\nADD --unpack=false x.tgz /n/\n", files.toByteArray());
        assertThat(shop.read(tree, "u/in/f")).contains("F");
        assertThat(shop.list(tree, "c")).containsExactly("x.tgz 0644 0:0");
        assertThat(shop.list(tree, "n")).containsExactly("x.tgz 0644 0:0");
    }

    @Test
    void givesNewDirectoriesTheModeToo() throws Exception {
        var tree = build("COPY --chmod=710 a /m/n/\nCOPY a /p/\n", FILES);
        assertThat(shop.list(tree, "m")).containsExactly("n/ 0710 0:0", "n/a 0710 0:0");
    }

    @Test
    void refusesInTheWordsOfTheReference() {
        assertThatThrownBy(() -> build("COPY nosuch /x\n", FILES))
                .hasMessage(
                        "COPY failed: file not found in build context or excluded by .dockerignore: stat nosuch: file does not exist");
        assertThatThrownBy(() -> build("COPY a b /x\n", FILES))
                .hasMessage(
                        "When using COPY with more than one source file, the destination must be a directory and end with a /");
        assertThatThrownBy(() -> build("COPY z* /z/\n", FILES))
                .hasMessage("COPY failed: no source files were specified");
        assertThatThrownBy(() -> build("COPY --chown=nosuch a /x\n", FILES))
                .hasMessage(
                        "unable to convert uid/gid chown string to host mapping: can't find uid for user nosuch: no such user: nosuch");
    }

    @Test
    void writesHeredocs() throws Exception {
        var tree =
                build("ARG W=w\nCOPY <<A <<-\"B\" /h/\nhello $W\nA\n\traw $W\nB\nRUN <<E\nwrite /tmp/r x\nE\n", FILES);
        assertThat(shop.read(tree, "h/A")).contains("hello w\n");
        assertThat(shop.read(tree, "h/B")).contains("raw $W\n");
        assertThat(shop.read(tree, "tmp/r")).contains("x\n");
    }

    @Test
    void fetchesWithNameAndLimitsOfTheHost() throws Exception {
        try (var server = new TinyHttp()) {
            var tree = build("ADD %s/f.txt /g/\nADD %s/r /h\n".formatted(server.url(), server.url()), FILES);
            assertThat(shop.list(tree, "g")).containsExactly("f.txt 0600 0:0");
            assertThat(shop.read(tree, "h")).as("after a redirect, chunked").contains("chunked");
            assertThatThrownBy(() -> build("ADD %s/none /h\n".formatted(server.url()), FILES))
                    .hasMessageEndingWith("invalid response status 404");
            assertThatThrownBy(() -> build("ADD %s/meta /h\n".formatted(server.url()), FILES))
                    .hasMessageContaining("169.254.169.254 are not allowed");
        }
        for (var url : new String[] {"http://0/x", "http://0x00000000/x", "http://[::]/x", "http://2852039166/x"}) {
            assertThatThrownBy(() -> build("ADD " + url + " /h\n", FILES)).isInstanceOf(BuildFailed.class);
        }
    }
}
