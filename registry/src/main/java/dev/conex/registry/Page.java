package dev.conex.registry;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.PriorityQueue;

/// A part of a sorted list.
///
/// @param last  the list begins after this name; empty = at its beginning
/// @param count how many names at most
public record Page(String last, int count) {
    /// The most names in one answer, whatever was asked for.
    public static final int COUNT_MAX = 10_000;

    public Page {
        if (count < 0 || count > COUNT_MAX) {
            throw new IllegalArgumentException("page of " + count + " names, the limit is " + COUNT_MAX);
        }
    }

    /// The page's names out of unsorted ones, in memory for one page only.
    public List<String> of(Iterator<String> names) {
        var largestFirst = new PriorityQueue<String>(Collections.reverseOrder());
        while (count > 0 && names.hasNext()) {
            String name = names.next();
            if (name.compareTo(last) > 0) {
                largestFirst.add(name);
                if (largestFirst.size() > count) {
                    largestFirst.poll();
                }
            }
        }
        var page = new ArrayList<>(largestFirst);
        Collections.sort(page);
        return List.copyOf(page);
    }
}
