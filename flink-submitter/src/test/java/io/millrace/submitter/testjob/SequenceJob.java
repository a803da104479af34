package io.millrace.submitter.testjob;

import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/** A small real job: an endless, checkpointed sequence. {@code fail} makes it fail at runtime, without restarts. */
public final class SequenceJob {

    private SequenceJob() {}

    public static void main(String[] arguments) throws Exception {
        String mode = arguments.length == 0 ? "run" : arguments[0];
        if (!mode.equals("run") && !mode.equals("fail")) {
            throw new IllegalArgumentException("unknown argument '" + mode + "'; known: run, fail");
        }
        boolean fail = mode.equals("fail");
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        if (!fail) {
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
        env.fromSource(numbers, WatermarkStrategy.noWatermarks(), "numbers")
                .sinkTo(new DiscardingSink<>())
                .name("nowhere");
        env.execute("sequence");
    }
}
