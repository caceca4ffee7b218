package dev.conex.engine;

import dev.conex.runtime.Identity;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Finds a user by the text of an image's `/etc/passwd` and `/etc/group`, as Docker does. Pure; the files are
/// foreign text, and lines that make no sense are skipped.
final class UserLookup {
    private static final int PASSWD_FIELDS = 7;
    private static final int GROUP_FIELDS = 4;

    private final List<String[]> passwd;
    private final List<String[]> group;

    UserLookup(String passwd, String group) {
        this.passwd = rows(passwd, PASSWD_FIELDS);
        this.group = rows(group, GROUP_FIELDS);
    }

    /// Who runs, and where is home.
    record Found(Identity identity, String home) {}

    /// `user`, `user:group`, by names or numbers; empty is root. `more` are groups to add.
    Found find(String spec, List<String> more) {
        int colon = spec.indexOf(':');
        var user = colon < 0 ? spec : spec.substring(0, colon);
        var wantedGroup = colon < 0 ? "" : spec.substring(colon + 1);
        var row = user.isEmpty() ? byNumber(passwd, "0") : byName(passwd, user).or(() -> byNumber(passwd, user));
        int uid;
        if (row.isPresent()) {
            uid = number(row.get()[2]);
        } else {
            uid = user.isEmpty()
                    ? 0
                    : numberOr(user, "unable to find user %s: no matching entries in passwd file", spec);
        }
        int gid = wantedGroup.isEmpty() ? row.map(r -> number(r[3])).orElse(0) : groupId(wantedGroup, spec);
        var groups = new LinkedHashSet<Integer>();
        groups.add(gid);
        if (wantedGroup.isEmpty() && row.isPresent()) {
            groups.addAll(memberOf(row.get()[0]));
        }
        for (var extra : more) {
            groups.add(groupId(extra, spec));
        }
        return new Found(
                new Identity(uid, gid, new ArrayList<>(groups)),
                row.map(r -> r[5]).filter(h -> !h.isEmpty()).orElse("/"));
    }

    private int groupId(String name, String spec) {
        return byName(group, name)
                .map(r -> number(r[2]))
                .orElseGet(() -> numberOr(name, "unable to find group %s: no matching entries in group file", spec));
    }

    private List<Integer> memberOf(String user) {
        var found = new ArrayList<Integer>();
        for (var row : group) {
            for (var member : row[3].split(",")) {
                if (member.equals(user)) {
                    found.add(number(row[2]));
                }
            }
        }
        return found;
    }

    private static int numberOr(String word, String why, String spec) {
        int n = number(word);
        if (n < 0) {
            boolean numeric = word.matches("-?[0-9]{1,18}");
            throw new Refusal.Invalid(
                    Refusal.What.USER,
                    spec,
                    numeric ? "uids and gids must be in range 0-2147483647" : why.formatted(word));
        }
        return n;
    }

    private static Optional<String[]> byName(List<String[]> rows, String name) {
        return rows.stream().filter(r -> r[0].equals(name)).findFirst();
    }

    private static Optional<String[]> byNumber(List<String[]> rows, String number) {
        int n = number(number);
        return n < 0
                ? Optional.empty()
                : rows.stream().filter(r -> number(r[2]) == n).findFirst();
    }

    private static int number(@Nullable String word) {
        if (word == null
                || word.isEmpty()
                || word.length() > 10
                || !word.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return -1;
        }
        long n = Long.parseLong(word);
        return n > Integer.MAX_VALUE ? -1 : (int) n;
    }

    private static List<String[]> rows(String text, int fields) {
        var rows = new ArrayList<String[]>();
        for (var line : text.split("\n")) {
            var row = line.split(":", -1);
            if (!line.startsWith("#") && row.length >= fields && number(row[2]) >= 0) {
                rows.add(row);
            }
        }
        return rows;
    }
}
