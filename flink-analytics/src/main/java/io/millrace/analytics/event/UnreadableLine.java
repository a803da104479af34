package io.millrace.analytics.event;

import java.nio.charset.StandardCharsets;

/**
 * A line of the stream that is no event.
 *
 * @param reason a stable code, e.g. {@code not-json}
 * @param line the line, cut at {@value #KEPT_BYTES} bytes; what is not UTF-8 in it is replaced
 * @param length bytes of the whole line
 */
public record UnreadableLine(String reason, String line, long length) {
    /** The reason of a line longer than the protocol allows. */
    public static final String OVERSIZED = "oversized";

    /** The reason of an event dated more than a day after its stream time, where its own time counts. */
    public static final String TIME_IN_THE_FUTURE = "time-in-the-future";

    private static final int KEPT_BYTES = 4096;

    /** Keeps the start of a line of which {@code available} bytes are in the buffer. */
    public static UnreadableLine of(String reason, byte[] buffer, int offset, int available, long length) {
        String kept = new String(buffer, offset, Math.min(available, KEPT_BYTES), StandardCharsets.UTF_8);
        return new UnreadableLine(reason, kept, length);
    }
}
