package io.millrace.bench.job;

import io.millrace.bench.report.Delays;
import io.millrace.stream.journal.EpochNanos;
import io.millrace.stream.result.TimeSpan;
import java.io.Serializable;
import java.time.Instant;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/** Discards results, and notes in {@link ResultDelays} how long after the end of its window each came. */
final class ResultSink<R> implements Sink<R> {
    private static final long serialVersionUID = 1L;

    private final String kind;
    private final WindowOf<R> window;

    /** The window that a result is of. */
    @FunctionalInterface
    interface WindowOf<R> extends Serializable {
        TimeSpan of(R result);
    }

    ResultSink(String kind, WindowOf<R> window) {
        this.kind = kind;
        this.window = window;
    }

    @Override
    public SinkWriter<R> createWriter(WriterInitContext context) {
        Delays delays = ResultDelays.of(kind);
        return new SinkWriter<>() {
            @Override
            public void write(R result, Context ignored) {
                long end = EpochNanos.of(window.of(result).end());
                delays.add(EpochNanos.of(Instant.now()) - end);
            }

            @Override
            public void flush(boolean endOfInput) {
                // nothing is held back
            }

            @Override
            public void close() {
                // nothing is open
            }
        };
    }
}
