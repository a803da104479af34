package io.millrace.stream.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class ShardTests {
    @Property
    void nextIsTheFirstSequenceAtOrAfterThatLiesInABlockOfTheShard(
            @ForAll @IntRange(min = 1, max = 40) int count,
            @ForAll @IntRange(max = 1_000_000) int seed,
            @ForAll @LongRange(min = 0, max = 1L << 61) long from) {
        Shard shard = new Shard(seed % count, count);
        long naive = from;
        while ((naive / 256) % count != shard.index()) {
            naive++;
        }

        assertThat(shard.next(from)).isEqualTo(naive);
    }

    @Property(tries = 50)
    void theShardsOfAStreamHoldEachSequenceOnce(
            @ForAll @IntRange(min = 1, max = 16) int count, @ForAll @IntRange(max = 5000) int from) {
        List<Long> read = new ArrayList<>();
        for (int index = 0; index < count; index++) {
            Shard shard = new Shard(index, count);
            for (long sequence = shard.next(from); sequence < from + 9000L; sequence = shard.next(sequence + 1)) {
                read.add(sequence);
            }
        }

        assertThat(read.stream().sorted().toList())
                .isEqualTo(LongStream.range(from, from + 9000L).boxed().toList());
    }

    @Test
    void theLastSequenceThatMayBeAskedForHasASuccessorInEveryShard() {
        for (int count = 1; count <= Shard.MAX_COUNT; count++) {
            assertThat(new Shard(count - 1, count).next(From.Sequence.MAX)).isGreaterThanOrEqualTo(From.Sequence.MAX);
        }
    }

    @Test
    void refusesIndexesAndCountsOutOfRange() {
        assertThatThrownBy(() -> new Shard(0, 0)).hasMessage("shard count is 1 to 1024, not 0");
        assertThatThrownBy(() -> new Shard(0, 1025)).hasMessage("shard count is 1 to 1024, not 1025");
        assertThatThrownBy(() -> new Shard(4, 4)).hasMessage("shard index is 0 to 3, not 4");
        assertThatThrownBy(() -> new Shard(-1, 4)).hasMessage("shard index is 0 to 3, not -1");
        assertThat(new Shard(3, 4)).hasToString("3/4");
    }
}
