package io.millrace.producer.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.producer.live.Moment;
import io.millrace.producer.scenario.Runs;
import io.millrace.stream.journal.Segment;
import io.millrace.stream.journal.Timeline;
import io.millrace.stream.protocol.Shard;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class EncodeAheadTests {
    private static final int LENGTH = 1000;
    private final CountedEvents events = new CountedEvents();

    private static Moment momentAt(long head) {
        return new Moment(new Timeline(List.of(new Segment(0, 0, 1000))), Runs.NONE, head, Long.MAX_VALUE);
    }

    private void assertWhole(BlockCache blocks, long... numbers) {
        long before = events.encodedEvents();
        for (long number : numbers) {
            StringBuilder text = new StringBuilder();
            long end = 256 * number + 256;
            for (long next = 256 * number; next < end; ) {
                Lines lines = Objects.requireNonNull(blocks.lines(momentAt(end), next, end, () -> {}));
                text.append(lines.bytes().toString(StandardCharsets.US_ASCII));
                lines.bytes().release();
                next = lines.next();
            }
            assertThat(text).hasToString(new SizedLines(LENGTH).lines(256 * number, end));
        }
        assertThat(events.encodedEvents())
                .as("encoded before they were asked for")
                .isEqualTo(before);
    }

    @Test
    void encodesTheBlocksThatAReaderWillWantNext() {
        try (BlockCache blocks = new BlockCache(new SizedLines(LENGTH), 64 << 20, events);
                EncodeAhead ahead = new EncodeAhead(blocks, () -> 1, 2)) {
            ahead.wish(momentAt(100 * 256), Shard.ALL, 7);
            await().until(() -> events.encodedEvents() == EncodeAhead.BLOCKS * 256);
            assertWhole(blocks, 8, 9, 10, 11);
        }
    }

    @Test
    void encodesTheNextBlocksOfAReadersShard() {
        try (BlockCache blocks = new BlockCache(new SizedLines(LENGTH), 64 << 20, events);
                EncodeAhead ahead = new EncodeAhead(blocks, () -> 1, 2)) {
            ahead.wish(momentAt(100 * 256), new Shard(2, 4), 6);
            await().until(() -> events.encodedEvents() == EncodeAhead.BLOCKS * 256);
            assertWhole(blocks, 10, 14, 18, 22);
        }
    }

    @Test
    void leavesABlockAloneThatIsNotWholeYet() {
        try (BlockCache blocks = new BlockCache(new SizedLines(LENGTH), 64 << 20, events);
                EncodeAhead ahead = new EncodeAhead(blocks, () -> 1, 1)) {
            ahead.wish(momentAt(10 * 256 - 1), Shard.ALL, 7);
            await().until(() -> events.encodedEvents() == 256);
            ahead.wish(momentAt(10 * 256), Shard.ALL, 7);
            await().until(() -> events.encodedEvents() == 2 * 256);
            assertWhole(blocks, 8, 9);
        }
    }

    @Test
    void goesOnAfterABlockThatCannotBeEncoded() throws InterruptedException {
        GatedLines source = new GatedLines(LENGTH);
        try (BlockCache blocks = new BlockCache(source, 64 << 20, events);
                EncodeAhead ahead = new EncodeAhead(blocks, () -> 1, 1)) {
            ahead.wish(momentAt(100 * 256), Shard.ALL, 7);
            source.awaitEncoding();
            source.fail(new InternalError("a mapped file was cut"));
            await().until(() -> events.encodedEvents() == (EncodeAhead.BLOCKS - 1) * 256);
            assertWhole(blocks, 9, 10, 11);
        }
    }

    @Test
    void leavesItToTheLoopsWhereThereAreManyReaders() {
        try (BlockCache blocks = new BlockCache(new SizedLines(LENGTH), 64 << 20, events)) {
            EncodeAhead ahead = new EncodeAhead(blocks, () -> EncodeAhead.FEW_READERS + 1, 1);
            ahead.wish(momentAt(100 * 256), Shard.ALL, 7);
            ahead.close();
            assertThat(events.encodedEvents()).isZero();
        }
    }

    @Test
    void holdsNoPageOnceItIsClosed() throws InterruptedException {
        GatedLines source = new GatedLines(LENGTH);
        BlockCache blocks = new BlockCache(source, 64 << 20, events);
        EncodeAhead ahead = new EncodeAhead(blocks, () -> 1, 2);
        ahead.wish(momentAt(100 * 256), Shard.ALL, 7);
        source.awaitEncoding();
        blocks.close();
        ahead.close();
        ahead.close();
        assertThat(blocks.bytes()).isZero();
        long encoded = events.encodedEvents();
        ahead.wish(momentAt(100 * 256), Shard.ALL, 7);
        assertThat(events.encodedEvents()).as("too late for wishes").isEqualTo(encoded);
    }
}
