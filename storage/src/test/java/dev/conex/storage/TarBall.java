package dev.conex.storage;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.conex.oci.BytePath;
import dev.conex.oci.Digest;
import dev.conex.oci.FileMeta;
import dev.conex.oci.TarEntry;
import dev.conex.oci.TarWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/// A small layer archive, made member by member.
final class TarBall {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final TarWriter writer = new TarWriter(bytes);

    TarBall put(TarEntry entry, String data) {
        try {
            writer.put(entry);
            writer.write(data.getBytes(UTF_8), 0, data.length());
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    TarBall put(TarEntry entry) {
        return put(entry, "");
    }

    TarBall file(String name, String data) {
        return put(TarEntry.file(name, data.length(), FileMeta.plain(0644)), data);
    }

    TarBall directory(String name) {
        return put(TarEntry.directory(name, FileMeta.plain(0755)));
    }

    TarBall symlink(String name, String target) {
        return put(TarEntry.symlink(name, target));
    }

    TarBall hardLink(String name, String target) {
        return put(TarEntry.hardLink(name, target));
    }

    TarBall device(String name, int major, int minor) {
        return put(
                new TarEntry(BytePath.of(name), new TarEntry.Kind.Device(false, major, minor), FileMeta.plain(0600)));
    }

    byte[] bytes() {
        try {
            writer.finish();
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Digest diffId(byte[] tar) {
        return Digest.ofSha256(tar);
    }

    static InputStream stream(byte[] tar) {
        return new ByteArrayInputStream(tar);
    }
}
