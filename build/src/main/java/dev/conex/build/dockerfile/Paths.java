package dev.conex.build.dockerfile;

import java.util.ArrayList;

/// Paths inside an image, by words alone.
public final class Paths {
    private Paths() {}

    /// Absolute and clean; a relative one starts at `cwd`. The root is `/`.
    public static String absolute(String cwd, String path) {
        return "/" + clean(path.startsWith("/") ? path : cwd + "/" + path);
    }

    /// As [#absolute]; a slash at the end stays, and `.` and `..` at the end count as one.
    public static String destination(String cwd, String path) {
        var clean = absolute(cwd, path);
        boolean directory = path.endsWith("/")
                || path.equals(".")
                || path.endsWith("/.")
                || path.equals("..")
                || path.endsWith("/..");
        return directory && !clean.equals("/") ? clean + "/" : clean;
    }

    /// Without leading, trailing and doubled slashes, `.` and `..`; what climbs above the top stays there.
    public static String clean(String path) {
        var parts = new ArrayList<String>();
        for (var part : path.split("/")) {
            if (part.equals("..")) {
                if (!parts.isEmpty()) {
                    parts.removeLast();
                }
            } else if (!part.isEmpty() && !part.equals(".")) {
                parts.add(part);
            }
        }
        return String.join("/", parts);
    }
}
