package io.millrace.producer.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.millrace.producer.live.Moment;
import io.millrace.producer.scenario.Runs;
import io.millrace.stream.journal.Segment;
import io.millrace.stream.journal.Timeline;
import io.netty.buffer.PooledByteBufAllocator;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class BlockCacheTests {
    private static final Moment MOMENT =
            new Moment(new Timeline(List.of(new Segment(0, 0, 1000))), Runs.NONE, Long.MAX_VALUE, Long.MAX_VALUE);

    private final CountedEvents events = new CountedEvents();

    /** For tests in which nobody else is at work with the blocks. */
    private static Lines lines(BlockCache blocks, long from, long to) {
        return Objects.requireNonNull(blocks.lines(MOMENT, from, to, () -> fail("nothing to wait for")));
    }

    private static String read(Lines lines) {
        String text = lines.bytes().toString(StandardCharsets.US_ASCII);
        lines.bytes().release();
        return text;
    }

    @Test
    void givesNoMoreThanAPageAtOnceAndAllOfTheLinesInTheEnd() {
        SizedLines source = new SizedLines(500);
        try (BlockCache blocks = new BlockCache(source, 1 << 20, events)) {
            StringBuilder text = new StringBuilder();
            long next = 0;
            while (next < 1000) {
                Lines lines = lines(blocks, next, 1000);
                assertThat(lines.bytes().readableBytes()).isLessThan(Page.BYTES + 500);
                assertThat(lines.next()).isGreaterThan(next);
                text.append(read(lines));
                next = lines.next();
            }
            assertThat(text).hasToString(source.lines(0, 1000));
            assertThat(events.encodedEvents()).isEqualTo(1000);
        }
    }

    @Test
    void givesLongLinesOneByOne() {
        SizedLines source = new SizedLines(300_000);
        try (BlockCache blocks = new BlockCache(source, 1 << 20, events)) {
            for (long sequence = 0; sequence < 5; sequence++) {
                Lines lines = lines(blocks, sequence, 256);
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
                assertThat(read(lines(blocks, 256 * number, 256 * number + 256)))
                        .hasSize(block);
                assertThat(blocks.bytes()).isLessThanOrEqualTo(budget);
            }
            assertThat(events.encodedEvents()).isEqualTo(4 * 256);
            assertThat(read(lines(blocks, 0, 256))).isEqualTo(source.lines(0, 256));
            assertThat(events.encodedEvents()).as("block 0 is still there").isEqualTo(4 * 256);
            assertThat(read(lines(blocks, 256, 512))).isEqualTo(source.lines(256, 512));
            assertThat(events.encodedEvents()).as("block 1 is not").isEqualTo(5 * 256);
        }
    }

    @Test
    void keepsLinesThatAreStillBeingSent() {
        SizedLines source = new SizedLines(100);
        try (BlockCache blocks = new BlockCache(source, 1, events)) {
            Lines held = lines(blocks, 0, 256);
            assertThat(read(lines(blocks, 256, 512))).isEqualTo(source.lines(256, 512));
            assertThat(blocks.bytes()).isZero();
            assertThat(read(held)).isEqualTo(source.lines(0, 256));
            assertThat(held.bytes().refCnt()).isZero();
        }
    }

    @Test
    void takesOnePageForLinesThatComeOneByOne() {
        SizedLines source = new SizedLines(100);
        try (BlockCache blocks = new BlockCache(source, 1 << 20, events)) {
            Lines first = lines(blocks, 0, 1);
            for (long sequence = 1; sequence < 256; sequence++) {
                assertThat(read(lines(blocks, sequence, sequence + 1))).isEqualTo(source.line(sequence));
            }
            assertThat(read(first)).isEqualTo(source.line(0));
            assertThat(blocks.bytes()).isEqualTo(Page.BYTES + Block.OVERHEAD_BYTES);
            assertThat(read(lines(blocks, 0, 256))).isEqualTo(source.lines(0, 256));
            assertThat(events.encodedEvents()).isEqualTo(256);
            assertThat(events.reuses()).isEqualTo(1);
        }
    }

    @Test
    void hasNobodyWaitForAThreadThatEncodes() throws InterruptedException {
        GatedLines source = new GatedLines(100);
        try (BlockCache blocks = new BlockCache(source, 1 << 20, events)) {
            Thread encoding = new Thread(() -> read(lines(blocks, 0, 256)));
            encoding.start();
            source.awaitEncoding();
            AtomicInteger told = new AtomicInteger();
            assertThat(blocks.lines(MOMENT, 0, 256, told::incrementAndGet)).isNull();
            assertThat(blocks.encode(MOMENT, 0, 8))
                    .as("left to the other thread")
                    .isEqualTo(256);
            assertThat(told).hasValue(0);
            source.open();
            encoding.join();
            assertThat(told).hasValue(1);
            assertThat(read(lines(blocks, 0, 256))).isEqualTo(new SizedLines(100).lines(0, 256));
            assertThat(events.encodedEvents()).isEqualTo(256);
        }
    }

    @Test
    void tellsThoseWhoWaitWhenEncodingFailed() throws InterruptedException {
        GatedLines source = new GatedLines(100);
        try (BlockCache blocks = new BlockCache(source, 1 << 20, events)) {
            AtomicReference<Throwable> failure = new AtomicReference<>();
            Thread encoding = new Thread(() -> lines(blocks, 0, 256));
            encoding.setUncaughtExceptionHandler((thread, thrown) -> failure.set(thrown));
            encoding.start();
            source.awaitEncoding();
            CountDownLatch told = new CountDownLatch(1);
            assertThat(blocks.lines(MOMENT, 0, 256, told::countDown)).isNull();
            source.fail(new InternalError("a mapped file was cut"));
            told.await();
            encoding.join();
            assertThat(failure.get()).isInstanceOf(InternalError.class);
            assertThat(read(lines(blocks, 0, 256))).isEqualTo(new SizedLines(100).lines(0, 256));
        }
    }

    @Test
    void takesLittleMoreMemoryThanItSays() {
        try (BlockCache blocks = new BlockCache(new SizedLines(1300), 64 << 20, events)) {
            long before = PooledByteBufAllocator.DEFAULT.metric().usedDirectMemory();
            for (long from = 0; from < 100 * 256; ) {
                from = blocks.encode(MOMENT, from, 1);
            }
            long chunk = PooledByteBufAllocator.DEFAULT.metric().chunkSize();
            assertThat(PooledByteBufAllocator.DEFAULT.metric().usedDirectMemory() - before)
                    .isLessThan(blocks.bytes() * 6 / 5 + 2 * chunk);
        }
    }

    @Test
    void givesManyThreadsTheSameLinesEachEncodedOnce() {
        SizedLines source = new SizedLines(700);
        try (BlockCache blocks = new BlockCache(source, 64 << 20, events)) {
            List<CompletableFuture<String>> readers = IntStream.range(0, 4)
                    .mapToObj(reader -> CompletableFuture.supplyAsync(() -> readAll(blocks, 20 * 256)))
                    .toList();
            String all = source.lines(0, 20 * 256);
            readers.forEach(reader -> assertThat(reader.join()).isEqualTo(all));
            assertThat(events.encodedEvents()).isEqualTo(20 * 256);
        }
    }

    private static String readAll(BlockCache blocks, long to) {
        StringBuilder text = new StringBuilder();
        Semaphore ready = new Semaphore(0);
        for (long next = 0; next < to; ) {
            Lines lines = blocks.lines(MOMENT, next, to, ready::release);
            if (lines == null) {
                ready.acquireUninterruptibly();
            } else {
                text.append(read(lines));
                next = lines.next();
            }
        }
        return text.toString();
    }

    @Property(tries = 200)
    void givesTheSameLinesInWhateverOrderTheyAreAskedFor(
            @ForAll @Size(min = 1, max = 40) List<@IntRange(min = 0, max = 1500) Integer> starts,
            @ForAll @IntRange(min = 1, max = 700) int most,
            @ForAll @IntRange(min = 20, max = 40_000) int length) {
        SizedLines source = new SizedLines(length);
        try (BlockCache blocks = new BlockCache(source, 1 << 20, ServerEvents.NONE)) {
            for (int from : starts) {
                Lines lines = lines(blocks, from, from + most);
                assertThat(lines.next()).isBetween(from + 1L, (long) from + most);
                assertThat(read(lines)).isEqualTo(source.lines(from, lines.next()));
                assertThat(blocks.bytes()).isLessThanOrEqualTo(1 << 20);
            }
        }
    }
}
