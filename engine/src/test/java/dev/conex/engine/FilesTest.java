package dev.conex.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.conex.oci.FileMeta;
import dev.conex.oci.TarEntry;
import dev.conex.oci.TarReader;
import dev.conex.oci.TarWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class FilesTest {
    private static EngineLab lab;

    @BeforeAll
    static void open() throws Exception {
        lab = new EngineLab();
    }

    @AfterAll
    static void close() throws Exception {
        lab.close();
    }

    private static byte[] tar(TarEntry entry, String content) throws Exception {
        var bytes = new ByteArrayOutputStream();
        var tar = new TarWriter(bytes);
        tar.put(entry);
        tar.write(content.getBytes(StandardCharsets.UTF_8), 0, content.length());
        tar.finish();
        return bytes.toByteArray();
    }

    private static Map<String, String> read(FileArchive archive) throws Exception {
        var bytes = new ByteArrayOutputStream();
        try (archive) {
            archive.writeTo(bytes);
        }
        var found = new LinkedHashMap<String, String>();
        var tar = new TarReader(new ByteArrayInputStream(bytes.toByteArray()));
        for (var e = tar.next(); e.isPresent(); e = tar.next()) {
            found.put(e.get().name().toString(), new String(tar.data().readAllBytes(), StandardCharsets.ISO_8859_1));
        }
        return found;
    }

    private static void put(String id, String path, TarEntry entry, String content) throws Exception {
        lab.engine
                .files()
                .extract(id, path, ContainerFiles.ExtractOptions.PLAIN, new ByteArrayInputStream(tar(entry, content)));
    }

    @Test
    void filesGoInBeforeTheStartAndComeOutAfterTheEnd() throws Exception {
        var id = lab.create(EngineLab.tiny("cat", "/etc/note", "write", "/made"));
        put(id, "/etc", TarEntry.file("note", 5, FileMeta.plain(0640)), "hello");
        assertThat(lab.run(id)).isZero();
        assertThat(lab.logs(id)).isEqualTo("hellowritten\n");
        var stat = lab.engine.files().stat(id, "/etc/note");
        assertThat(stat.mode()).isEqualTo(0100640);
        assertThat(stat.size()).isEqualTo(5);
        assertThat(read(lab.engine.files().archive(id, "/made"))).containsExactly(Map.entry("made", "written\n"));
        assertThat(read(lab.engine.files().archive(id, "/etc")).keySet())
                .contains("etc/", "etc/group", "etc/note", "etc/passwd", "etc/plain");
        assertThat(lab.engine.files().changes(id))
                .extracting(Object::toString)
                .containsExactly(
                        "PathChange[kind=MODIFIED, path=/etc]",
                        "PathChange[kind=ADDED, path=/etc/note]",
                        "PathChange[kind=ADDED, path=/made]");
        assertThat(read(lab.engine.files().export(id)).keySet()).contains("bin/tiny", "made", "etc/note");
        assertThatThrownBy(() -> lab.engine.files().stat(id, "/nosuch"))
                .isInstanceOfSatisfying(
                        Refusal.NotFound.class, e -> assertThat(e.noun()).isEqualTo(Refusal.Noun.FILE));
        lab.engine.containers().remove(id, RemoveOptions.PLAIN);
    }

    @Test
    void filesOfARunningContainerAreReachedThroughItsRoot() throws Exception {
        var id = lab.started(EngineLab.tiny("write", "/made", "wait"));
        lab.awaitLog(id, "written");
        assertThat(read(lab.engine.files().archive(id, "/made"))).containsEntry("made", "written\n");
        put(id, "/", TarEntry.file("in", 2, FileMeta.plain(0644)), "ok");
        assertThat(read(lab.engine.files().archive(id, "/in"))).containsEntry("in", "ok");
        assertThat(read(lab.engine.files().export(id)).keySet())
                .contains("bin/tiny", "proc/")
                .noneMatch(name -> name.startsWith("proc/1"));
        lab.engine.containers().remove(id, RemoveOptions.ALL);
    }

    @Test
    void aLinkCannotLeadOutOfTheContainer() throws Exception {
        var secret = Files.writeString(lab.directory.resolve("secret"), "secret");
        var id = lab.create(EngineLab.tiny("wait"));
        put(id, "/", TarEntry.symlink("out", lab.directory.toString()), "");
        assertThatThrownBy(() -> lab.engine.files().stat(id, "/out/secret")).isInstanceOf(Refusal.NotFound.class);
        assertThatThrownBy(() -> put(id, "/out", TarEntry.file("secret", 1, FileMeta.plain(0644)), "x"))
                .isInstanceOf(Refusal.NotFound.class);
        assertThatThrownBy(() -> put(id, "/", TarEntry.file("../../escaped", 1, FileMeta.plain(0644)), "x"))
                .isInstanceOf(Refusal.Invalid.class);
        assertThat(secret).hasContent("secret");
        lab.engine.containers().remove(id, RemoveOptions.PLAIN);
    }

    @Test
    void volumesAreFilledKeptAndShared() throws Exception {
        var spec = EngineLab.tiny("exists", "/etc/passwd", "write", "/etc/new");
        var host = spec.host().withFiles(HostOptions.FileOptions.binds("vol" + lab.mark + ":/etc"));
        var id = lab.create(spec.withHost(host));
        assertThat(lab.run(id)).isZero();
        assertThat(lab.logs(id)).isEqualTo("yes\nwritten\n");
        assertThat(lab.inspect(id).mounts()).singleElement().satisfies(m -> {
            assertThat(m.type()).isEqualTo("volume");
            assertThat(m.name()).isEqualTo("vol" + lab.mark);
            assertThat(m.destination()).isEqualTo("/etc");
        });
        lab.engine.containers().remove(id, RemoveOptions.ALL);
        var other = lab.create(EngineLab.tiny("cat", "/data/new")
                .withHost(spec.host().withFiles(HostOptions.FileOptions.binds("vol" + lab.mark + ":/data:ro"))));
        assertThat(lab.run(other)).isZero();
        assertThat(lab.logs(other)).isEqualTo("written\n");
        lab.engine.containers().remove(other, RemoveOptions.ALL);
    }

    @Test
    void bindsAreMadeWhereDockerMakesThem() throws Exception {
        var missing = lab.directory.resolve("missing/dir");
        var spec = EngineLab.tiny("write", "/b/x");
        var id = lab.create(spec.withHost(spec.host().withFiles(HostOptions.FileOptions.binds(missing + ":/b"))));
        assertThat(lab.run(id)).isZero();
        assertThat(missing.resolve("x")).hasContent("written\n");
        lab.engine.containers().remove(id, RemoveOptions.ALL);
        var mount = new MountWish("bind", "/no/such/source", "/b", false, null, null, null, null, null);
        var files = new HostOptions.FileOptions(null, List.of(mount), null, null, null, null, 0);
        assertThatThrownBy(() -> lab.create(spec.withHost(spec.host().withFiles(files))))
                .isInstanceOfSatisfying(
                        Refusal.Invalid.class,
                        e -> assertThat(e.why())
                                .isEqualTo(
                                        "invalid mount config for type \"bind\": bind source path does not exist: /no/such/source"));
    }

    @Test
    void aContainerBecomesAnImage() throws Exception {
        var id = lab.create(EngineLab.tiny("write", "/made"));
        lab.run(id);
        var image = lab.engine
                .files()
                .commit(id, new CommitRequest("new:1", "me", "why", List.of("CMD [\"x\"]", "LABEL a=b"), null, true));
        assertThat(image).startsWith("sha256:");
        var config = lab.images.committed.getLast();
        assertThat(config.diffIds()).hasSize(2);
        assertThat(config.defaults().cmd()).containsExactly("x");
        assertThat(config.defaults().labels()).containsEntry("a", "b");
        lab.engine.containers().remove(id, RemoveOptions.PLAIN);
    }

    @Test
    void aPartOfAVolumeIsNeverALinkOutOfIt() throws Exception {
        var name = "part" + lab.mark;
        var spec = EngineLab.tiny("write", "/v/sub/x", "exit", "0");
        var filler = lab.create(spec.withHost(spec.host().withFiles(HostOptions.FileOptions.binds(name + ":/v"))));
        put(filler, "/v", TarEntry.directory("sub/", FileMeta.plain(0755)), "");
        put(filler, "/v", TarEntry.symlink("out", lab.directory.toString()), "");
        assertThat(lab.run(filler)).isZero();
        var reader = EngineLab.tiny("cat", "/p/x");
        var id = lab.create(reader.withHost(reader.host().withFiles(part(name, "sub"))));
        assertThat(lab.run(id)).isZero();
        assertThat(lab.logs(id)).isEqualTo("written\n");
        var bad = lab.create(reader.withHost(reader.host().withFiles(part(name, "out"))));
        assertThatThrownBy(() -> lab.engine.lives().start(bad)).isInstanceOf(Refusal.Invalid.class);
    }

    private static HostOptions.FileOptions part(String volume, String path) {
        var options = new MountWish.VolumeOptions(false, null, path, null, null);
        var mount = new MountWish("volume", volume, "/p", false, null, null, options, null, null);
        return new HostOptions.FileOptions(null, List.of(mount), null, null, null, null, 0);
    }
}
