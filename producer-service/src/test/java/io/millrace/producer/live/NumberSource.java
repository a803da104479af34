package io.millrace.producer.live;

import io.millrace.producer.generator.EventSource;
import io.millrace.producer.generator.LineBuffer;
import java.nio.charset.StandardCharsets;

/** Lines that tell their sequence and stream time, so that a test can compute each of them. */
public record NumberSource(long size) implements EventSource {
    @Override
    public String fingerprint() {
        return "numbers";
    }

    @Override
    public void encode(long sequence, long streamTime, LineBuffer out) {
        out.appendAscii(line(sequence, streamTime).getBytes(StandardCharsets.US_ASCII));
        out.appendByte('\n');
    }

    public static String line(long sequence, long streamTime) {
        return "{\"n\":" + sequence + ",\"t\":" + streamTime + "}";
    }

    @Override
    public boolean isReplay() {
        return size != Long.MAX_VALUE;
    }

    @Override
    public String description() {
        return "numbers";
    }
}
