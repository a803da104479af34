package io.millrace.bench.job;

import io.millrace.analytics.Analytics;
import io.millrace.analytics.Trends;
import io.millrace.analytics.arguments.JobArguments;
import io.millrace.analytics.event.ReceivedEvent;
import io.millrace.analytics.source.EventStreamSource;
import io.millrace.analytics.window.AnalyticsPipeline;
import io.millrace.bench.process.Heap;
import io.millrace.bench.process.ParentLink;
import io.millrace.stream.client.Endpoint;
import io.millrace.stream.event.EventView;
import io.millrace.stream.result.BaselineAlert;
import io.millrace.stream.result.LogonRatio;
import io.millrace.stream.result.TopKeys;
import io.millrace.stream.result.WindowCount;
import java.util.Arrays;
import java.util.Map;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple4;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * A job in a JVM of its own, with Flink's cluster for a single process. All of them read one server at parallelism 1 and
 * discard what comes out.
 */
final class MeasuredJob {
    /** What the job does. */
    enum Kind {
        /** As one would write it first: {@code socketTextStream}, an {@code ObjectMapper}, a tuple; Flink's defaults. */
        REFERENCE,
        /** Our source and parser, and the same tuple. */
        TUPLES,
        /** The same tuple in the reference's other form, of records that NXLog writes. */
        NXLOG_REFERENCE,
        /** The job as users run it, but for its sinks, which discard. */
        WINDOWS,
        /** The same without checkpoints. */
        WITHOUT_CHECKPOINTS
    }

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Map<String, String> NXLOG_NAMES =
            Map.of("timestamp", "EventTime", "level", "Severity", "source", "Channel", "message", "Message");

    private MeasuredJob() {}

    /** The arguments are the {@link Kind}, the URI of the folder for checkpoints, and those of the job. */
    public static void main(String[] arguments) throws Exception {
        Kind kind = Kind.valueOf(arguments[0]);
        Configuration configuration = new Configuration();
        if (kind == Kind.TUPLES) {
            configuration.set(PipelineOptions.OBJECT_REUSE, true);
            configuration.set(PipelineOptions.GENERIC_TYPES, false);
        }
        configuration.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, arguments[1]);
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.createLocalEnvironment(1, configuration);
        define(environment, kind, JobArguments.parse(Arrays.copyOfRange(arguments, 2, arguments.length)));
        environment.executeAsync("measured");
        ParentLink.serve(0, MeasuredJob::answer);
        Runtime.getRuntime().halt(0);
    }

    private static String answer(String question) {
        return switch (question) {
            case ResultDelays.RECORD -> ResultDelays.record();
            case ResultDelays.QUESTION -> ResultDelays.answer();
            case Heap.QUESTION -> Heap.answer();
            default -> throw new IllegalArgumentException("no answer to " + question);
        };
    }

    private static void define(StreamExecutionEnvironment environment, Kind kind, JobArguments job) {
        switch (kind) {
            case REFERENCE -> reference(environment, job, Map.of());
            case NXLOG_REFERENCE -> reference(environment, job, NXLOG_NAMES);
            case TUPLES ->
                events(environment, job)
                        .map(MeasuredJob::tuple)
                        .returns(Types.TUPLE(Types.STRING, Types.STRING, Types.STRING, Types.STRING))
                        .sinkTo(new DiscardingSink<>());
            case WINDOWS -> windows(environment, job);
            case WITHOUT_CHECKPOINTS -> {
                windows(environment, job);
                environment.getCheckpointConfig().disableCheckpointing();
            }
        }
    }

    private static void windows(StreamExecutionEnvironment environment, JobArguments job) {
        Analytics analytics = Analytics.define(environment, job);
        AnalyticsPipeline pipeline = analytics.pipeline();
        Trends trends = analytics.trends();
        sink(pipeline.windows(), "count", WindowCount::window);
        sink(trends.top(), "top", TopKeys::window);
        sink(trends.ratios(), "ratio", LogonRatio::window);
        sink(trends.baseline(), "baseline", BaselineAlert::window);
        pipeline.lateEvents().sinkTo(new DiscardingSink<>()).uid("results-late");
        pipeline.deadLetters().sinkTo(new DiscardingSink<>()).uid("results-dead-letters");
    }

    private static <R> void sink(DataStream<R> results, String kind, ResultSink.WindowOf<R> window) {
        ResultDelays.of(kind);
        results.sinkTo(new ResultSink<>(kind, window)).uid("results-" + kind);
    }

    private static void reference(StreamExecutionEnvironment environment, JobArguments job, Map<String, String> names) {
        Endpoint server = job.stream().servers().get(0);
        environment
                .socketTextStream(server.host(), server.port())
                .map(line -> {
                    JsonNode event = MAPPER.readTree(line);
                    return Tuple4.of(
                            text(event, names.getOrDefault("timestamp", "timestamp")),
                            text(event, names.getOrDefault("level", "level")),
                            text(event, names.getOrDefault("source", "source")),
                            text(event, names.getOrDefault("message", "message")));
                })
                .returns(Types.TUPLE(Types.STRING, Types.STRING, Types.STRING, Types.STRING))
                .sinkTo(new DiscardingSink<>());
    }

    private static String text(JsonNode event, String name) {
        return event.path(name).asString("absent");
    }

    private static DataStream<ReceivedEvent> events(StreamExecutionEnvironment environment, JobArguments job) {
        return environment.fromSource(
                new EventStreamSource(job.stream(), job.time()),
                WatermarkStrategy.noWatermarks(),
                "Event stream",
                TypeInformation.of(ReceivedEvent.class));
    }

    private static Tuple4<String, String, String, String> tuple(ReceivedEvent received) {
        EventView event = received.event();
        if (event == null) {
            throw new IllegalStateException("no event: " + received.unreadable());
        }
        return Tuple4.of(
                String.valueOf(event.timestamp()),
                String.valueOf(event.level()),
                String.valueOf(event.source()),
                String.valueOf(event.message()));
    }
}
