package io.millrace.bench.job;

import io.millrace.analytics.arguments.JobArguments;
import io.millrace.analytics.event.ReceivedEvent;
import io.millrace.analytics.source.EventStreamSource;
import io.millrace.analytics.window.AnalyticsPipeline;
import io.millrace.bench.process.ParentLink;
import io.millrace.stream.client.Endpoint;
import io.millrace.stream.event.EventView;
import java.util.Arrays;
import java.util.Map;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple4;
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
        /** Our source, parser and all windows. */
        WINDOWS
    }

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private MeasuredJob() {}

    /** The arguments are the {@link Kind} and those of the job. */
    public static void main(String[] arguments) throws Exception {
        Kind kind = Kind.valueOf(arguments[0]);
        String[] job = Arrays.copyOfRange(arguments, 1, arguments.length);
        Configuration configuration = new Configuration();
        if (kind == Kind.TUPLES || kind == Kind.WINDOWS) {
            configuration.set(PipelineOptions.OBJECT_REUSE, true);
            configuration.set(PipelineOptions.GENERIC_TYPES, false);
        }
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.createLocalEnvironment(1, configuration);
        define(environment, kind, JobArguments.parse(job));
        environment.executeAsync("measured");
        ParentLink.serve(0);
        Runtime.getRuntime().halt(0);
    }

    private static void define(StreamExecutionEnvironment environment, Kind kind, JobArguments job) {
        switch (kind) {
            case REFERENCE -> reference(environment, job, Map.of());
            case NXLOG_REFERENCE ->
                reference(
                        environment,
                        job,
                        Map.of(
                                "timestamp",
                                "EventTime",
                                "level",
                                "Severity",
                                "source",
                                "Channel",
                                "message",
                                "Message"));
            case TUPLES ->
                events(environment, job)
                        .map(MeasuredJob::tuple)
                        .returns(Types.TUPLE(Types.STRING, Types.STRING, Types.STRING, Types.STRING))
                        .sinkTo(new DiscardingSink<>());
            case WINDOWS -> {
                AnalyticsPipeline pipeline = AnalyticsPipeline.define(events(environment, job), job.windows());
                pipeline.windows().sinkTo(new DiscardingSink<>());
                pipeline.lateEvents().sinkTo(new DiscardingSink<>());
                pipeline.deadLetters().sinkTo(new DiscardingSink<>());
            }
        }
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
