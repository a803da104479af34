package io.millrace.producer.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.producer.live.Moment;
import io.millrace.producer.scenario.Runs;
import io.millrace.stream.journal.Segment;
import io.millrace.stream.journal.Timeline;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class BlockCacheTests {
    private static final Moment MOMENT =
            new Moment(new Timeline(List.of(new Segment(0, 0, 1000))), Runs.NONE, Long.MAX_VALUE, Long.MAX_VALUE);

    private final CountedEvents events = new CountedEvents();

    private static String read(Lines lines) {
        String text = lines.bytes().toString(StandardCharsets.US_ASCII);
        lines.bytes().release();
        return text;
    }

    private static String expected(SizedLines source, long from, long to) {
        return LongStream.range(from, to).mapToObj(source::line).collect(Collectors.joining());
    }

    @Test
    void givesNoMoreThanAPageAtOnceAndAllOfTheLinesInTheEnd() {
        SizedLines source = new SizedLines(500);
        try (BlockCache blocks = new BlockCache(source, 1 << 20, events)) {
            StringBuilder text = new StringBuilder();
            long next = 0;
            while (next < 1000) {
                Lines lines = blocks.lines(MOMENT, next, 1000);
                assertThat(lines.bytes().readableBytes()).isLessThan(Page.BYTES + 500);
                assertThat(lines.next()).isGreaterThan(next);
                text.append(read(lines));
                next = lines.next();
            }
            assertThat(text).hasToString(expected(source, 0, 1000));
            assertThat(events.encodedEvents()).isEqualTo(1000);
        }
    }

    @Test
    void givesLongLinesOneByOne() {
        SizedLines source = new SizedLines(300_000);
        try (BlockCache blocks = new BlockCache(source, 1 << 20, events)) {
            for (long sequence = 0; sequence < 5; sequence++) {
                Lines lines = blocks.lines(MOMENT, sequence, 256);
                assertThat(lines.next()).isEqualTo(sequence + 1);
                assertThat(read(lines)).isEqualTo(source.line(sequence));
                assertThat(blocks.bytes()).isLessThanOrEqualTo(1 << 20);
            }
            assertThat(events.encodedEvents()).isEqualTo(5);
        }
    }

    @Test
    void keepsWithinItsBudgetAndDropsWhatWasUsedLeastOfLate() {
        SizedLines source = new SizedLines(100);
        int block = 256 * 100;
        long budget = 3L * (block + Block.OVERHEAD_BYTES);
        try (BlockCache blocks = new BlockCache(source, budget, events)) {
            for (long number : new long[] {0, 1, 2, 0, 3}) {
                assertThat(read(blocks.lines(MOMENT, 256 * number, 256 * number + 256)))
                        .hasSize(block);
                assertThat(blocks.bytes()).isLessThanOrEqualTo(budget);
            }
            assertThat(events.encodedEvents()).isEqualTo(4 * 256);
            assertThat(read(blocks.lines(MOMENT, 0, 256))).isEqualTo(expected(source, 0, 256));
            assertThat(events.encodedEvents()).as("block 0 is still there").isEqualTo(4 * 256);
            assertThat(read(blocks.lines(MOMENT, 256, 512))).isEqualTo(expected(source, 256, 512));
            assertThat(events.encodedEvents()).as("block 1 is not").isEqualTo(5 * 256);
        }
    }

    @Test
    void keepsLinesThatAreStillBeingSent() {
        SizedLines source = new SizedLines(100);
        try (BlockCache blocks = new BlockCache(source, 1, events)) {
            Lines held = blocks.lines(MOMENT, 0, 256);
            assertThat(read(blocks.lines(MOMENT, 256, 512))).isEqualTo(expected(source, 256, 512));
            assertThat(blocks.bytes()).isZero();
            assertThat(read(held)).isEqualTo(expected(source, 0, 256));
            assertThat(held.bytes().refCnt()).isZero();
        }
    }

    @Test
    void takesOnePageForLinesThatComeOneByOne() {
        SizedLines source = new SizedLines(100);
        try (BlockCache blocks = new BlockCache(source, 1 << 20, events)) {
            Lines first = blocks.lines(MOMENT, 0, 1);
            for (long sequence = 1; sequence < 256; sequence++) {
                assertThat(read(blocks.lines(MOMENT, sequence, sequence + 1))).isEqualTo(source.line(sequence));
            }
            assertThat(read(first)).isEqualTo(source.line(0));
            assertThat(blocks.bytes()).isEqualTo(Page.BYTES + Block.OVERHEAD_BYTES);
            assertThat(read(blocks.lines(MOMENT, 0, 256))).isEqualTo(expected(source, 0, 256));
            assertThat(events.encodedEvents()).isEqualTo(256);
            assertThat(events.reuses()).isEqualTo(1);
        }
    }

    @Property(tries = 200)
    void givesTheSameLinesInWhateverOrderTheyAreAskedFor(
            @ForAll @Size(min = 1, max = 40) List<@IntRange(min = 0, max = 1500) Integer> starts,
            @ForAll @IntRange(min = 1, max = 700) int most,
            @ForAll @IntRange(min = 20, max = 40_000) int length) {
        SizedLines source = new SizedLines(length);
        try (BlockCache blocks = new BlockCache(source, 1 << 20, ServerEvents.NONE)) {
            for (int from : starts) {
                Lines lines = blocks.lines(MOMENT, from, from + most);
                assertThat(lines.next()).isBetween(from + 1L, (long) from + most);
                assertThat(read(lines)).isEqualTo(expected(source, from, lines.next()));
                assertThat(blocks.bytes()).isLessThanOrEqualTo(1 << 20);
            }
        }
    }
}
