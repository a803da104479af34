package io.millrace.producer.live;

import io.millrace.producer.generator.EventSource;
import io.millrace.producer.generator.LineBuffer;
import io.millrace.producer.generator.ScenarioSource;
import io.millrace.producer.generator.StreamTimes;
import java.nio.charset.StandardCharsets;

/** Lines that tell their sequence and stream time, so that a test can compute each of them. */
public record NumberSource(long size) implements EventSource {
    @Override
    public String fingerprint() {
        return "numbers";
    }

    @Override
    public void encode(long index, long sequence, StreamTimes times, LineBuffer out) {
        out.appendAscii(line(sequence, times.timeOf(index)).getBytes(StandardCharsets.US_ASCII));
        out.appendByte('\n');
    }

    public static String line(long sequence, long streamTime) {
        return "{\"n\":" + sequence + ",\"t\":" + streamTime + "}";
    }

    public static long sequenceOf(String line) {
        return Long.parseLong(line.substring("{\"n\":".length(), line.indexOf(',')));
    }

    @Override
    public ScenarioSource scenarios() {
        return isReplay() ? ScenarioSource.NONE : new NumberScenarios();
    }

    @Override
    public String format() {
        return "numbers";
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
