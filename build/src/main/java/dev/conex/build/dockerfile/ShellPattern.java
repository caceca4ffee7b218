package dev.conex.build.dockerfile;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/// A pattern of `${a#p}`, `${a%p}` and `${a/p/r}`: `*`, `?`, and characters, escaped or not. Matched without
/// backtracking, so no pattern is slow.
final class ShellPattern {
    /// How long a matched value may be; replacing costs its square.
    static final int VALUE_CHARS_MAX = 8192;

    private static final int ANY = -1;
    private static final int MANY = -2;

    private final List<Integer> parts;

    private ShellPattern(List<Integer> parts) {
        this.parts = List.copyOf(parts);
    }

    static ShellPattern of(String text, char escape) {
        var parts = new ArrayList<Integer>();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == escape && i + 1 < text.length()) {
                parts.add((int) text.charAt(++i));
            } else if (c == '*') {
                if (parts.isEmpty() || parts.getLast() != MANY) {
                    parts.add(MANY);
                }
            } else {
                parts.add(c == '?' ? ANY : c);
            }
        }
        return new ShellPattern(parts);
    }

    String withoutPrefix(String value, boolean longest) {
        int end = end(value, 0, longest);
        return end < 0 ? value : value.substring(end);
    }

    String withoutSuffix(String value, boolean longest) {
        var mirrored = new ShellPattern(parts.reversed());
        return reverse(mirrored.withoutPrefix(reverse(value), longest));
    }

    String replace(String value, String replacement, boolean all) {
        var out = new StringBuilder();
        int at = 0;
        boolean done = parts.isEmpty();
        while (at < value.length() && !done) {
            int end = end(value, at, true);
            if (end > at) {
                out.append(replacement);
                at = end;
                done = !all;
            } else {
                out.append(value.charAt(at++));
            }
        }
        return out.append(value, at, value.length()).toString();
    }

    /// Where a match that begins at `start` ends; -1 = no match.
    private int end(String value, int start, boolean longest) {
        var states = new BitSet();
        reach(states, 0);
        int found = -1;
        for (int i = start; ; i++) {
            if (states.get(parts.size())) {
                found = i;
                if (!longest) {
                    return found;
                }
            }
            if (i == value.length() || states.isEmpty()) {
                return found;
            }
            states = step(states, value.charAt(i));
        }
    }

    private BitSet step(BitSet states, char c) {
        var following = new BitSet();
        for (int s = states.nextSetBit(0); s >= 0 && s < parts.size(); s = states.nextSetBit(s + 1)) {
            int part = parts.get(s);
            if (part == MANY) {
                reach(following, s);
            } else if (part == ANY || part == c) {
                reach(following, s + 1);
            }
        }
        return following;
    }

    private void reach(BitSet states, int state) {
        states.set(state);
        if (state < parts.size() && parts.get(state) == MANY) {
            states.set(state + 1);
        }
    }

    private static String reverse(String text) {
        return new StringBuilder(text).reverse().toString();
    }
}
