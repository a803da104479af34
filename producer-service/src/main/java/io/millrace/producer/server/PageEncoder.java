package io.millrace.producer.server;

import io.millrace.producer.generator.EventSource;
import io.millrace.producer.generator.LineBuffer;
import io.millrace.producer.live.Moment;
import io.millrace.producer.live.StreamEncoder;
import io.millrace.stream.protocol.Shard;

/** Encodes about a page of lines at a time. For one thread. */
final class PageEncoder {
    /** A page that is full with its last line should not be larger than a page. */
    private static final int FULL_BYTES = Page.BYTES - 4 * 1024;

    private static final int ROOMY_BYTES = 2 * Page.BYTES;
    private static final int MOST_KEPT_BYTES = 1024 * 1024;

    private final EventSource source;
    private final ServerEvents events;
    private final int[] ends = new int[Shard.BLOCK_SIZE];
    private LineBuffer lines = new LineBuffer(ROOMY_BYTES);
    private int count;

    PageEncoder(EventSource source, ServerEvents events) {
        this.source = source;
        this.events = events;
    }

    /** Encodes lines from {@code from} on, at least one, none at or past {@code to}, and no more than a page holds. */
    void encode(Moment moment, long from, long to) {
        long started = System.nanoTime();
        if (lines.array().length > MOST_KEPT_BYTES) {
            lines = new LineBuffer(ROOMY_BYTES);
        }
        StreamEncoder encoder = new StreamEncoder(source, moment, to);
        lines.reset();
        count = 0;
        for (long sequence = from; sequence < to && lines.length() < FULL_BYTES; sequence++) {
            encoder.encode(sequence, lines);
            ends[count++] = lines.length();
        }
        events.encoded(count, lines.length(), System.nanoTime() - started);
    }

    /** The number of lines that were encoded last. */
    int count() {
        return count;
    }

    /** The bytes they take. */
    int length() {
        return lines.length();
    }

    /** Where one of them ends. */
    int end(int line) {
        return ends[line];
    }

    /** Puts them on a page that has room for them. */
    void addTo(Page page) {
        page.add(lines.array(), lines.length());
    }
}
