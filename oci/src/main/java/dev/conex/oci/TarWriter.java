package dev.conex.oci;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;

/// Writes a tar archive in ustar with PAX records where ustar does not suffice: the same members give the same
/// bytes.
///
/// After [#put(TarEntry)] of a file, exactly its size is written; [#finish()] writes the trailer. The stream stays
/// open.
public final class TarWriter {
    private static final int TRAILER_BYTES = 2 * TarBlock.BYTES;
    private static final int PAX_MODE = 0644;

    private final OutputStream out;
    private long left;
    private long padding;

    public TarWriter(OutputStream out) {
        this.out = out;
    }

    public void put(TarEntry entry) throws IOException {
        endMember();
        var pax = extended(entry);
        if (!pax.isEmpty()) {
            putExtended(entry, PaxRecords.format(pax));
        }
        out.write(header(entry).bytes());
        left = entry.size();
        padding = -left & (TarBlock.BYTES - 1);
    }

    /// Writes data of the file put last.
    ///
    /// @throws IllegalStateException when it is more than the size that was announced
    public void write(byte[] bytes, int offset, int length) throws IOException {
        if (length > left) {
            throw new IllegalStateException(
                    "more data than the announced size: %d bytes too many".formatted(length - left));
        }
        out.write(bytes, offset, length);
        left -= length;
    }

    /// Fills what is left of the current file with zeros: for a file that became shorter while it was read.
    public void fill() throws IOException {
        var zeros = new byte[TarBlock.BYTES];
        while (left > 0) {
            write(zeros, 0, (int) Math.min(left, zeros.length));
        }
    }

    public void finish() throws IOException {
        endMember();
        out.write(new byte[TRAILER_BYTES]);
        out.flush();
    }

    private void endMember() throws IOException {
        if (left > 0) {
            throw new IllegalStateException("%d bytes of data are missing".formatted(left));
        }
        out.write(new byte[(int) padding]);
        padding = 0;
    }

    private static SortedMap<String, byte[]> extended(TarEntry entry) {
        var pax = new TreeMap<String, byte[]>();
        if (entry.name().length() > TarBlock.NAME.length()) {
            pax.put("path", entry.name().bytes());
        }
        var link = link(entry.kind());
        if (link.length() > TarBlock.LINK.length()) {
            pax.put("linkpath", link.bytes());
        }
        putNumber(pax, "uid", entry.meta().uid(), TarBlock.UID);
        putNumber(pax, "gid", entry.meta().gid(), TarBlock.GID);
        putNumber(pax, "size", entry.size(), TarBlock.SIZE);
        var mtime = entry.meta().mtime();
        if (mtime.getNano() != 0 || mtime.getEpochSecond() < 0 || mtime.getEpochSecond() > TarBlock.MTIME.octalMax()) {
            pax.put("mtime", seconds(mtime).getBytes(StandardCharsets.US_ASCII));
        }
        entry.meta().xattrs().forEach((name, value) -> pax.put(PaxRecords.SCHILY_XATTR + name, value));
        return pax;
    }

    private static void putNumber(SortedMap<String, byte[]> pax, String key, long value, TarBlock.Field field) {
        if (value > field.octalMax()) {
            pax.put(key, Long.toString(value).getBytes(StandardCharsets.US_ASCII));
        }
    }

    private static String seconds(Instant time) {
        var exact = new BigDecimal(time.getEpochSecond())
                .add(BigDecimal.valueOf(time.getNano(), 9))
                .stripTrailingZeros();
        return exact.toPlainString();
    }

    private void putExtended(TarEntry entry, byte[] records) throws IOException {
        var block = new TarBlock(new byte[TarBlock.BYTES]);
        block.put(
                TarBlock.NAME, BytePath.of("PaxHeaders.0").resolve(entry.name().fileName()));
        block.put(TarBlock.MODE, PAX_MODE);
        block.put(TarBlock.UID, 0);
        block.put(TarBlock.GID, 0);
        block.put(TarBlock.SIZE, records.length);
        block.put(TarBlock.MTIME, 0);
        sealed(block, 'x');
        out.write(block.bytes());
        out.write(records);
        out.write(new byte[-records.length & (TarBlock.BYTES - 1)]);
    }

    private static TarBlock header(TarEntry entry) {
        var block = new TarBlock(new byte[TarBlock.BYTES]);
        var meta = entry.meta();
        block.put(TarBlock.NAME, entry.name());
        block.put(TarBlock.MODE, meta.mode());
        block.put(TarBlock.UID, meta.uid());
        block.put(TarBlock.GID, meta.gid());
        block.put(TarBlock.SIZE, entry.size());
        block.put(TarBlock.MTIME, meta.mtime().getEpochSecond());
        block.put(TarBlock.LINK, link(entry.kind()));
        if (entry.kind() instanceof TarEntry.Kind.Device device) {
            block.put(TarBlock.DEVICE_MAJOR, device.major());
            block.put(TarBlock.DEVICE_MINOR, device.minor());
        }
        sealed(block, type(entry.kind()));
        return block;
    }

    private static void sealed(TarBlock block, char type) {
        block.bytes()[TarBlock.TYPE] = (byte) type;
        var magic = "ustar\00000".getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(magic, 0, block.bytes(), TarBlock.MAGIC.offset(), magic.length);
        block.seal();
    }

    private static BytePath link(TarEntry.Kind kind) {
        return switch (kind) {
            case TarEntry.Kind.Symlink symlink -> symlink.target();
            case TarEntry.Kind.HardLink hardLink -> hardLink.target();
            case TarEntry.Kind.File _, TarEntry.Kind.Directory _, TarEntry.Kind.Device _, TarEntry.Kind.Fifo _ ->
                BytePath.EMPTY;
        };
    }

    private static char type(TarEntry.Kind kind) {
        return switch (kind) {
            case TarEntry.Kind.File _ -> '0';
            case TarEntry.Kind.HardLink _ -> '1';
            case TarEntry.Kind.Symlink _ -> '2';
            case TarEntry.Kind.Device device -> device.block() ? '4' : '3';
            case TarEntry.Kind.Directory _ -> '5';
            case TarEntry.Kind.Fifo _ -> '6';
        };
    }
}
