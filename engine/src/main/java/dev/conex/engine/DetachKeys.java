package dev.conex.engine;

import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Watches input for the keys that detach a client (`ctrl-p,ctrl-q` unless said otherwise). Bytes that may
/// begin the sequence are held back until the next byte decides. Pure but for its own position; one per
/// attachment.
final class DetachKeys {
    private static final byte[] DEFAULT = {16, 17};

    private final byte[] sequence;
    private int matched;

    private DetachKeys(byte[] sequence) {
        this.sequence = sequence;
    }

    /// Keys as given: single letters or `ctrl-` and a letter or one of `@[\]^_`, with commas between; absent or
    /// empty means the default.
    static DetachKeys of(@Nullable String keys) {
        if (keys == null || keys.isEmpty()) {
            return new DetachKeys(DEFAULT);
        }
        var words = keys.split(",", -1);
        var sequence = new byte[words.length];
        for (int i = 0; i < words.length; i++) {
            sequence[i] = key(words[i]);
        }
        return new DetachKeys(sequence);
    }

    private static byte key(String word) {
        if (word.length() == 1) {
            return (byte) word.charAt(0);
        }
        var lower = word.toLowerCase(Locale.ROOT);
        if (lower.startsWith("ctrl-") && lower.length() == "ctrl-".length() + 1) {
            char c = lower.charAt(lower.length() - 1);
            if (c >= 'a' && c <= 'z') {
                return (byte) (c - 'a' + 1);
            }
            int special = "@[\\]^_".indexOf(c);
            if (special >= 0) {
                return (byte) (special == 0 ? 0 : 26 + special);
            }
        }
        throw new Refusal.Invalid(Refusal.What.DETACH_KEYS, word, "unknown character: '" + word + "'");
    }

    /// What to pass on, and whether the sequence is complete (input after it is dropped).
    Filtered filter(byte[] bytes, int offset, int length) {
        var out = new byte[length + sequence.length];
        int n = 0;
        for (int i = offset; i < offset + length; i++) {
            if (bytes[i] == sequence[matched]) {
                matched++;
                if (matched == sequence.length) {
                    matched = 0;
                    return new Filtered(Arrays.copyOf(out, n), true);
                }
                continue;
            }
            System.arraycopy(sequence, 0, out, n, matched);
            n += matched;
            matched = bytes[i] == sequence[0] && sequence.length > 1 ? 1 : 0;
            if (matched == 0) {
                out[n++] = bytes[i];
            }
        }
        return new Filtered(Arrays.copyOf(out, n), false);
    }

    /// Bytes that are input, and whether the client leaves.
    @SuppressWarnings("ArrayRecordComponent")
    record Filtered(byte[] input, boolean detached) {}
}
