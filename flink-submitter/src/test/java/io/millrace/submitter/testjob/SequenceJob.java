package io.millrace.submitter.testjob;

import java.util.List;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/**
 * A small real job: an endless, checkpointed sequence. {@code fail} makes it fail at runtime, without checkpoints and so
 * without restarts, {@code loop} again and again; {@code fail-on-stop} only when it is to end; {@code no-checkpoints} runs it without them.
 */
public final class SequenceJob {

    private static final List<String> MODES = List.of("run", "fail", "loop", "fail-on-stop", "no-checkpoints");

    private SequenceJob() {}

    public static void main(String[] arguments) throws Exception {
        String mode = arguments.length == 0 ? "run" : arguments[0];
        if (!MODES.contains(mode)) {
            throw new IllegalArgumentException("unknown argument '" + mode + "'; known: " + String.join(", ", MODES));
        }
        boolean fail = mode.equals("fail") || mode.equals("loop");
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        if (!mode.equals("fail") && !mode.equals("no-checkpoints")) {
            env.enableCheckpointing(200);
        }
        var numbers = new DataGeneratorSource<Long>(
                number -> {
                    if (fail && number > 10) {
                        throw new IllegalStateException("number " + number + " is too much");
                    }
                    return number;
                },
                Long.MAX_VALUE,
                RateLimiterStrategy.perSecond(200),
                Types.LONG);
        DataStream<Long> sequence = env.fromSource(numbers, WatermarkStrategy.noWatermarks(), "numbers");
        (mode.equals("fail-on-stop") ? sequence.map(new BadEnd()) : sequence)
                .sinkTo(new DiscardingSink<>())
                .name("nowhere");
        env.execute("sequence");
    }

    /** Fails when its task has done all it had to do. */
    static final class BadEnd extends RichMapFunction<Long, Long> {

        private static final long serialVersionUID = 1L;

        @Override
        public Long map(Long number) {
            return number;
        }

        @Override
        public void close() {
            throw new IllegalStateException("a bad end");
        }
    }
}
