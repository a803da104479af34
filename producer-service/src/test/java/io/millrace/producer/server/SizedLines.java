package io.millrace.producer.server;

import io.millrace.producer.generator.EventSource;
import io.millrace.producer.generator.LineBuffer;
import io.millrace.producer.generator.ScenarioSource;
import io.millrace.producer.generator.StreamTimes;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** Lines of one length, their ends included; each begins with its sequence. */
record SizedLines(int length) implements EventSource {
    @Override
    public String fingerprint() {
        return "sized";
    }

    @Override
    public void encode(long index, long sequence, StreamTimes times, LineBuffer out) {
        out.appendAscii(line(sequence).getBytes(StandardCharsets.US_ASCII));
    }

    String lines(long from, long to) {
        return LongStream.range(from, to).mapToObj(this::line).collect(Collectors.joining());
    }

    String line(long sequence) {
        String number = sequence + " ";
        return number + "x".repeat(length - number.length() - 1) + "\n";
    }

    @Override
    public ScenarioSource scenarios() {
        return ScenarioSource.NONE;
    }

    @Override
    public long size() {
        return Long.MAX_VALUE;
    }

    @Override
    public boolean isReplay() {
        return true;
    }

    @Override
    public String format() {
        return "sized";
    }

    @Override
    public String description() {
        return "sized lines";
    }
}
