package io.millrace.bench.stream;

import io.millrace.producer.generator.LineBuffer;
import io.millrace.producer.generator.LineFormat;
import io.millrace.producer.generator.StreamTimes;
import io.millrace.producer.generator.SyntheticSettings;
import io.millrace.producer.generator.SyntheticSource;
import io.millrace.stream.event.EventFormat;
import io.millrace.stream.event.EventParser;
import io.millrace.stream.event.MalformedEventException;
import io.millrace.stream.event.WindowsEvent;
import java.util.ArrayList;
import java.util.List;

/** The events that the references send: the first ones of the synthetic stream, as the producer would send them. */
final class SampleLines {
    private static final long SEED = 1;
    private static final long PERIOD_NANOS = 100_000;
    private static final long FIRST_NANOS = 1_767_225_600_000_000_000L;

    /** Ten thousand events a second from the first moment of 2026 on. */
    static final StreamTimes TIMES = index -> FIRST_NANOS + index * PERIOD_NANOS;

    private SampleLines() {}

    static SyntheticSource source() {
        return new SyntheticSource(new SyntheticSettings(SEED, SyntheticSettings.MIXED, LineFormat.CANONICAL));
    }

    /** Whole lines of at least so many bytes together. */
    static byte[] ofBytes(int bytes) {
        SyntheticSource source = source();
        LineBuffer lines = new LineBuffer(bytes);
        for (long index = 0; lines.length() < bytes; index++) {
            source.encode(index, index, TIMES, lines);
        }
        return lines.toByteArray();
    }

    /** The first so many events, parsed. */
    static List<WindowsEvent> events(int count) {
        SyntheticSource source = source();
        EventParser parser = new EventParser(EventFormat.CANONICAL);
        LineBuffer line = new LineBuffer(1024);
        List<WindowsEvent> events = new ArrayList<>(count);
        for (long index = 0; index < count; index++) {
            line.reset();
            source.encode(index, index, TIMES, line);
            try {
                events.add(parser.parse(line.array(), 0, line.length() - 1));
            } catch (MalformedEventException e) {
                throw new IllegalStateException("the synthetic event " + index + " cannot be parsed", e);
            }
        }
        return events;
    }
}
