package io.millrace.analytics.top;

import io.millrace.stream.result.TopKeys.Entry;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The most frequent of many keys, of which each comes once. Holds no more of them than asked for. */
final class Ranking {
    private final int most;
    private final TreeSet<Entry> entries = new TreeSet<>(Entry.MOST_FREQUENT_FIRST);

    /**
     * An empty ranking.
     *
     * @param most how many keys it keeps, 1 or more
     */
    Ranking(int most) {
        this.most = most;
    }

    void add(Entry entry) {
        if (entries.size() < most) {
            entries.add(entry);
        } else if (Entry.MOST_FREQUENT_FIRST.compare(entry, entries.last()) < 0 && entries.add(entry)) {
            entries.pollLast();
        }
    }

    /** The keys kept, the most frequent first. */
    List<Entry> entries() {
        return List.copyOf(entries);
    }

    /** Returns the most frequent of the keys in two rankings that have no key in common. */
    static List<Entry> merge(List<Entry> some, List<Entry> others, int most) {
        return Stream.concat(some.stream(), others.stream())
                .sorted(Entry.MOST_FREQUENT_FIRST)
                .limit(most)
                .toList();
    }
}
