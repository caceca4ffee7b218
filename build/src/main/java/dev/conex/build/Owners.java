package dev.conex.build;

import dev.conex.linux.Dir;
import dev.conex.linux.Errno;
import dev.conex.linux.ErrnoException;
import dev.conex.linux.OpenFlags;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Finds owners by the `/etc/passwd` and `/etc/group` of a tree. Both are foreign text: lines that make no sense are
/// skipped.
final class Owners {
    private static final int FILE_BYTES_MAX = 1 << 20;

    private final Dir root;

    Owners(Dir root) {
        this.root = root;
    }

    /// Numbers of an owner.
    record Owner(int uid, int gid) {
        static final Owner ROOT = new Owner(0, 0);
    }

    /// Reads `user[:group]`, each a name or a number. Without a group: that of the user, or the user's number.
    Owner find(String text) throws BuildFailed, IOException {
        int colon = text.indexOf(':');
        var user = colon < 0 ? text : text.substring(0, colon);
        var group = colon < 0 ? "" : text.substring(colon + 1);
        int gid = 0;
        int uid;
        if (isNumber(user)) {
            uid = number(user);
            gid = uid;
        } else {
            var row = row("etc/passwd", user)
                    .orElseThrow(() -> unknown("can't find uid for user %s: no such user: %s".formatted(user, user)));
            uid = number(row[2]);
            gid = row.length > 3 && isNumber(row[3]) ? number(row[3]) : uid;
        }
        return new Owner(uid, group.isEmpty() ? gid : group(group));
    }

    private int group(String name) throws BuildFailed, IOException {
        if (isNumber(name)) {
            return number(name);
        }
        return number(row("etc/group", name)
                .orElseThrow(() -> unknown("can't find gid for group %s: no such group: %s".formatted(name, name)))[2]);
    }

    private static BuildFailed unknown(String why) {
        return BuildFailed.refused("unable to convert uid/gid chown string to host mapping: " + why);
    }

    private Optional<String[]> row(String file, String name) throws IOException {
        return read(file)
                .lines()
                .map(l -> l.split(":", -1))
                .filter(f -> f.length > 2 && f[0].equals(name) && isNumber(f[2]))
                .findFirst();
    }

    private String read(String path) throws IOException {
        try (var file = root.openFile(NameText.bytes(path), OpenFlags.READ_ONLY | OpenFlags.NON_BLOCKING, 0)) {
            return new String(file.input().readNBytes(FILE_BYTES_MAX), StandardCharsets.UTF_8);
        } catch (ErrnoException e) {
            if (e.is(Errno.ENOENT) || e.is(Errno.ENOTDIR)) {
                return "";
            }
            throw e;
        }
    }

    private static boolean isNumber(String text) {
        return text.matches("\\d{1,10}") && Long.parseLong(text) <= Integer.toUnsignedLong(-2);
    }

    private static int number(String text) {
        return (int) Long.parseLong(text);
    }
}
