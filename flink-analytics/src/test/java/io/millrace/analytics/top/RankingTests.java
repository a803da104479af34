package io.millrace.analytics.top;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.stream.result.TopKeys.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class RankingTests {
    private static List<Entry> naive(Map<String, Long> counts, int most) {
        List<Entry> sorted = new ArrayList<>();
        counts.forEach((key, count) -> sorted.add(new Entry(key, count)));
        sorted.sort((a, b) -> a.count() == b.count() ? a.key().compareTo(b.key()) : Long.compare(b.count(), a.count()));
        return sorted.subList(0, Math.min(most, sorted.size()));
    }

    @Property(tries = 300)
    void keepsTheFirstOfAllKeysSorted(
            @ForAll @Size(max = 60)
                    Map<
                                    @StringLength(min = 1, max = 2) @CharRange(from = 'a', to = 'h') String,
                                    @LongRange(min = 1, max = 9) Long>
                            counts,
            @ForAll @IntRange(min = 1, max = 12) int most) {
        Ranking ranking = new Ranking(most);
        counts.forEach((key, count) -> ranking.add(new Entry(key, count)));

        assertThat(ranking.entries()).isEqualTo(naive(counts, most));
    }

    @Property(tries = 300)
    void isTheSameHoweverTheKeysAreSpreadOverSubtasks(
            @ForAll @Size(max = 60)
                    Map<
                                    @StringLength(min = 1, max = 2) @CharRange(from = 'a', to = 'h') String,
                                    @LongRange(min = 1, max = 9) Long>
                            counts,
            @ForAll @IntRange(min = 1, max = 12) int most,
            @ForAll @IntRange(min = 1, max = 5) int subtasks) {
        List<Ranking> rankings = new ArrayList<>();
        for (int i = 0; i < subtasks; i++) {
            rankings.add(new Ranking(most));
        }
        counts.forEach((key, count) ->
                rankings.get(Math.floorMod(key.hashCode(), subtasks)).add(new Entry(key, count)));

        List<Entry> merged = List.of();
        for (Ranking ranking : rankings) {
            merged = Ranking.merge(merged, ranking.entries(), most);
        }
        assertThat(merged).isEqualTo(naive(counts, most));
    }

    @Test
    void ordersEqualCountsByKey() {
        Ranking ranking = new Ranking(2);
        ranking.add(new Entry("c", 5));
        ranking.add(new Entry("b", 5));
        ranking.add(new Entry("a", 5));
        ranking.add(new Entry("d", 4));

        assertThat(ranking.entries()).containsExactly(new Entry("a", 5), new Entry("b", 5));
    }
}
