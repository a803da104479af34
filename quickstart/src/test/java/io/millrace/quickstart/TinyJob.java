package io.millrace.quickstart;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/** A job with a little state (the position of its source) which never ends: what a test uploads to a cluster. */
public final class TinyJob {

    private static final long PAUSE_NANOS = Duration.ofMillis(5).toNanos();

    private TinyJob() {}

    /** Builds and submits the job. */
    public static void main(String[] arguments) throws Exception {
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
        environment
                .fromSequence(0, Long.MAX_VALUE)
                .map(number -> {
                    LockSupport.parkNanos(PAUSE_NANOS);
                    return number;
                })
                .sinkTo(new DiscardingSink<>());
        environment.execute("tiny");
    }
}
