package dev.conex.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The MOUNT_ATTR_ flags of mount_setattr(2), and mount(8)'s words for them.
final class MountAttributes {
    static final long RDONLY = 1;
    static final long NOSUID = 2;
    static final long NODEV = 4;
    static final long NOEXEC = 8;
    static final long NOATIME = 0x10;
    static final long STRICTATIME = 0x20;
    static final long NODIRATIME = 0x80;

    private static final Map<String, Long> WORDS = new TreeMap<>(Map.of(
            "ro",
            RDONLY,
            "nosuid",
            NOSUID,
            "nodev",
            NODEV,
            "noexec",
            NOEXEC,
            "noatime",
            NOATIME,
            "strictatime",
            STRICTATIME,
            "nodiratime",
            NODIRATIME));
    private static final Map<String, Long> OPPOSITES = Map.of(
            "rw",
            RDONLY,
            "suid",
            NOSUID,
            "dev",
            NODEV,
            "exec",
            NOEXEC,
            "atime",
            NOATIME,
            "diratime",
            NODIRATIME,
            "relatime",
            STRICTATIME);

    /// Options split into flags and what the file system itself understands.
    record Parsed(long attributes, List<String> options) {}

    private MountAttributes() {}

    static Parsed parse(long initial, List<String> words) {
        long attributes = initial;
        List<String> options = new ArrayList<>();
        for (String word : words) {
            if (WORDS.containsKey(word)) {
                attributes |= WORDS.get(word);
            } else if (OPPOSITES.containsKey(word)) {
                attributes &= ~OPPOSITES.get(word);
            } else if (!word.isEmpty()) {
                options.add(word);
            }
        }
        return new Parsed(attributes, options);
    }

    static String text(long attributes) {
        StringBuilder text = new StringBuilder();
        for (Map.Entry<String, Long> word : WORDS.entrySet()) {
            if ((attributes & word.getValue()) != 0) {
                text.append(text.isEmpty() ? "" : ",").append(word.getKey());
            }
        }
        return text.toString();
    }
}
