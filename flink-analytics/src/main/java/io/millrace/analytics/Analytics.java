package io.millrace.analytics;

import io.millrace.analytics.arguments.JobArguments;
import io.millrace.analytics.event.ReceivedEvent;
import io.millrace.analytics.source.EventStreamSource;
import io.millrace.analytics.window.AnalyticsPipeline;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The job without its sinks: all it finds out.
 *
 * @param pipeline counts of windows, late events and dead letters
 * @param trends what the counts tell
 */
public record Analytics(AnalyticsPipeline pipeline, Trends trends) {
    /** Configures Flink for the job and defines it, from its source to its results. */
    public static Analytics define(StreamExecutionEnvironment environment, JobArguments arguments) {
        environment.configure(JobConfiguration.of(environment.getConfiguration(), arguments.checkpointInterval()));
        AnalyticsPipeline pipeline = AnalyticsPipeline.define(
                environment
                        .fromSource(
                                new EventStreamSource(arguments.stream(), arguments.time()),
                                WatermarkStrategy.noWatermarks(),
                                "Event stream",
                                TypeInformation.of(ReceivedEvent.class))
                        .uid("event-stream"),
                arguments.windows());
        return new Analytics(pipeline, Trends.define(pipeline, arguments.windows(), arguments.trends()));
    }
}
