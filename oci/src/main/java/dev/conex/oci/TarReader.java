package dev.conex.oci;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads a tar archive member by member: ustar, old GNU, PAX (local and global), long names, sparse files (read as
/// plain ones), extended attributes, base-256 numbers. Everything it keeps in memory is limited.
///
/// Ends as Go's reader does: at two zero blocks, at one and the end of the stream, or at the end of the stream
/// before a header; what follows the end is left in the stream (partly in this reader's buffer). Used by one thread
/// at a time.
public final class TarReader {
    /// The kernel's PATH_MAX.
    public static final int NAME_BYTES_MAX = 4096;

    private static final int SPARSE_TEXT_MAX = 1 << 20;

    private final TarInput in;
    private PaxRecords global = PaxRecords.none();
    private TarContent data = TarContent.plain(0);
    private boolean ended;

    public TarReader(InputStream in) {
        this.in = new TarInput(in);
    }

    /// Skips what is left of the current member and reads the next one's head; nothing at the end.
    ///
    /// @throws MalformedContent when this is no tar archive, or one that is cut
    public Optional<TarEntry> next() throws IOException {
        if (ended) {
            return Optional.empty();
        }
        data.skipRest(in);
        data = TarContent.plain(0);
        var heads = new Heads();
        while (true) {
            var block = in.block();
            if (block.isEmpty() || atTrailer(block.get())) {
                ended = true;
                heads.refuseDangling();
                return Optional.empty();
            }
            var header = block.get();
            header.checkChecksum();
            if (!heads.take(header)) {
                return Optional.of(member(header, heads));
            }
        }
    }

    private boolean atTrailer(TarBlock block) throws IOException {
        if (!block.isZero()) {
            return false;
        }
        var second = in.block();
        if (second.isPresent() && !second.get().isZero()) {
            throw new MalformedContent("tar: a header follows the end marker");
        }
        return true;
    }

    /// The data of the current member, of exactly its size. Valid until the next call of [#next()].
    public InputStream data() {
        return data.stream(in);
    }

    /// Reads data of the current member; -1 at its end.
    public int read(byte[] bytes, int offset, int length) throws IOException {
        return data.read(in, bytes, offset, length);
    }

    /// The heads that may precede a member's own.
    private final class Heads {
        private PaxRecords local = PaxRecords.none();
        private @Nullable BytePath longName;
        private @Nullable BytePath longLink;
        private boolean any;

        /// Whether the header was one of them; then it has been read.
        boolean take(TarBlock header) throws IOException {
            switch (header.type()) {
                case 'x', 'X' -> local = PaxRecords.parse(extended(header, PaxRecords.BYTES_MAX));
                case 'g' -> {
                    global = global.with(PaxRecords.parse(extended(header, PaxRecords.BYTES_MAX)));
                    return true;
                }
                case 'L' -> longName = longText(header);
                case 'K' -> longLink = longText(header);
                default -> {
                    return false;
                }
            }
            any = true;
            return true;
        }

        private byte[] extended(TarBlock header, int bytesMax) throws IOException {
            long size = header.number(TarBlock.SIZE);
            if (size < 0 || size > bytesMax) {
                throw new MalformedContent(
                        "tar: extended header of %d bytes, the limit is %d".formatted(size, bytesMax));
            }
            return in.data(size);
        }

        private BytePath longText(TarBlock header) throws IOException {
            var bytes = extended(header, NAME_BYTES_MAX + 1);
            int end = 0;
            while (end < bytes.length && bytes[end] != 0) {
                end++;
            }
            return BytePath.of(bytes, 0, end);
        }

        void refuseDangling() throws MalformedContent {
            if (any) {
                throw new MalformedContent("tar: ends within a header");
            }
        }

        PaxRecords records() {
            return global.with(local);
        }
    }

    private TarEntry member(TarBlock header, Heads heads) throws IOException {
        var pax = heads.records();
        var name = limited(name(header, pax, heads.longName));
        var type = type(header, name);
        long size = pax.number("size", header.number(TarBlock.SIZE));
        if (size < 0) {
            throw new MalformedContent("tar: \"%s\": negative size %d".formatted(name, size));
        }
        var meta = meta(header, pax, name);
        var kind = switch (type) {
            case '0', '7', 'S' -> file(header, pax, type, size);
            case '1' -> new TarEntry.Kind.HardLink(link(header, pax, heads.longLink));
            case '2' -> new TarEntry.Kind.Symlink(link(header, pax, heads.longLink));
            case '3', '4' -> device(header, type == '4', name);
            case '5' -> new TarEntry.Kind.Directory();
            case '6' -> new TarEntry.Kind.Fifo();
            default -> throw new MalformedContent("tar: \"%s\": unknown type of member '%s'".formatted(name, type));
        };
        return new TarEntry(name, kind, meta);
    }

    /// Old archives have directories as files whose name ends in a slash.
    private static char type(TarBlock header, BytePath name) {
        char type = header.type();
        if (type == 0) {
            return name.endsWithSlash() ? '5' : '0';
        }
        return type;
    }

    private static BytePath name(TarBlock header, PaxRecords pax, @Nullable BytePath longName) throws MalformedContent {
        var sparse = pax.path("GNU.sparse.name");
        var path = sparse == null ? pax.path("path") : sparse;
        if (path != null) {
            return path;
        }
        if (longName != null) {
            return longName;
        }
        var name = header.text(TarBlock.NAME);
        var prefix = header.isUstar() ? header.text(TarBlock.PREFIX) : BytePath.EMPTY;
        return prefix.isEmpty() ? name : prefix.resolve(name);
    }

    private static BytePath link(TarBlock header, PaxRecords pax, @Nullable BytePath longLink) throws MalformedContent {
        var path = pax.path("linkpath");
        if (path != null) {
            return limited(path);
        }
        return limited(longLink == null ? header.text(TarBlock.LINK) : longLink);
    }

    private static BytePath limited(BytePath path) throws MalformedContent {
        if (path.length() > NAME_BYTES_MAX) {
            throw new MalformedContent(
                    "tar: name of %d bytes, the limit is %d".formatted(path.length(), NAME_BYTES_MAX));
        }
        return path;
    }

    private static FileMeta meta(TarBlock header, PaxRecords pax, BytePath name) throws MalformedContent {
        long uid = pax.number("uid", header.number(TarBlock.UID));
        long gid = pax.number("gid", header.number(TarBlock.GID));
        if (uid < 0 || gid < 0) {
            throw new MalformedContent("tar: \"%s\": negative owner %d:%d".formatted(name, uid, gid));
        }
        var mtime = pax.time("mtime", PaxRecords.instant(header.number(TarBlock.MTIME), 0));
        return new FileMeta((int) header.number(TarBlock.MODE), uid, gid, mtime, pax.xattrs());
    }

    private static TarEntry.Kind device(TarBlock header, boolean block, BytePath name) throws MalformedContent {
        long major = header.number(TarBlock.DEVICE_MAJOR);
        long minor = header.number(TarBlock.DEVICE_MINOR);
        if (major < 0 || minor < 0 || major > Integer.MAX_VALUE || minor > Integer.MAX_VALUE) {
            throw new MalformedContent("tar: \"%s\": bad device number %d:%d".formatted(name, major, minor));
        }
        return new TarEntry.Kind.Device(block, (int) major, (int) minor);
    }

    private TarEntry.Kind file(TarBlock header, PaxRecords pax, char type, long size) throws IOException {
        if (type == 'S') {
            data = TarContent.sparse(oldSparse(header, size), size);
        } else if (pax.has("GNU.sparse.major")) {
            data = sparseInData(pax, size);
        } else if (pax.has(PaxRecords.SPARSE_MAP) || pax.has("GNU.sparse.size")) {
            var text = pax.text(PaxRecords.SPARSE_MAP);
            var pieces = text == null || text.isEmpty() ? List.<SparseMap.Piece>of() : SparseMap.parse(text);
            data = TarContent.sparse(SparseMap.checked(pieces, pax.number("GNU.sparse.size", size), size), size);
        } else {
            data = TarContent.plain(size);
        }
        return new TarEntry.Kind.File(data.size());
    }

    /// GNU's old format: four pairs in the header, then blocks of 21 pairs.
    private SparseMap oldSparse(TarBlock header, long storedSize) throws IOException {
        var pieces = new ArrayList<SparseMap.Piece>();
        SparseMap.addOld(pieces, header, 386, 4);
        long realSize = header.number(new TarBlock.Field(483, 12));
        boolean more = header.bytes()[482] != 0;
        while (more) {
            var block = in.blockOrThrow();
            SparseMap.addOld(pieces, block, 0, 21);
            more = block.bytes()[504] != 0;
        }
        return SparseMap.checked(pieces, realSize, storedSize);
    }

    /// PAX format 1.0: the map stands as lines of decimal numbers before the data, padded to a block.
    private TarContent sparseInData(PaxRecords pax, long storedSize) throws IOException {
        long realSize = pax.number("GNU.sparse.realsize", 0);
        var lines = new SparseLines(in, Math.min(storedSize, SPARSE_TEXT_MAX));
        long count = lines.number();
        if (count > SparseMap.PIECES_MAX) {
            throw new MalformedContent("tar: sparse map of more than %d pieces".formatted(SparseMap.PIECES_MAX));
        }
        var pieces = new ArrayList<SparseMap.Piece>();
        for (long i = 0; i < count; i++) {
            pieces.add(new SparseMap.Piece(lines.number(), lines.number()));
        }
        long left = storedSize - lines.bytesRead();
        return TarContent.sparse(SparseMap.checked(pieces, realSize, left), left);
    }
}
