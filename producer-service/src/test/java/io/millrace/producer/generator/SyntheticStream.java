package io.millrace.producer.generator;

import java.nio.charset.StandardCharsets;
import java.util.function.ObjLongConsumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The synthetic stream as tests read it: one event every 10 microseconds from a fixed time on. */
final class SyntheticStream {
    static final SyntheticSettings SETTINGS = new SyntheticSettings(42, SyntheticSettings.MIXED, LineFormat.CANONICAL);

    private static final long START = 1_769_847_330_123_456_700L;
    private static final long STEP = 10_000;

    private final EventSource source = new SyntheticSource(SETTINGS);
    private final LineBuffer buffer = new LineBuffer(4_096);

    static long streamTime(long sequence) {
        return START + sequence * STEP;
    }

    byte[] line(long sequence) {
        buffer.reset();
        source.encode(sequence, sequence, SyntheticStream::streamTime, buffer);
        return buffer.toByteArray();
    }

    String text(long sequence) {
        return new String(line(sequence), StandardCharsets.UTF_8);
    }

    void forEach(long count, ObjLongConsumer<JsonNode> consumer) {
        for (long sequence = 0; sequence < count; sequence++) {
            consumer.accept(JsonMapper.shared().readTree(line(sequence)), sequence);
        }
    }
}
