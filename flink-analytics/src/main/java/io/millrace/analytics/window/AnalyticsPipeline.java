package io.millrace.analytics.window;

import io.millrace.analytics.event.ReceivedEvent;
import io.millrace.analytics.settings.WindowSettings;
import io.millrace.stream.result.DeadLetter;
import io.millrace.stream.result.LateEvent;
import io.millrace.stream.result.WindowCount;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.util.OutputTag;

/**
 * The job between its ends: lines of a stream in, events on time, window counts, late events and dead letters out. Every line
 * is in exactly one of the last three, in each dimension.
 *
 * @param events the events that are counted
 * @param windows the counts of closed windows
 * @param lateEvents the events whose window was closed already
 * @param deadLetters the lines that are no events
 */
public record AnalyticsPipeline(
        DataStream<ReceivedEvent> events,
        DataStream<WindowCount> windows,
        DataStream<LateEvent> lateEvents,
        DataStream<DeadLetter> deadLetters) {
    private static final OutputTag<DeadLetter> DEAD_LETTERS =
            new OutputTag<>("dead-letters", TypeInformation.of(DeadLetter.class));
    private static final OutputTag<LateEvent> LATE_EVENTS =
            new OutputTag<>("late", TypeInformation.of(LateEvent.class));

    /** Defines what is done with the lines of a stream. */
    public static AnalyticsPipeline define(DataStream<ReceivedEvent> received, WindowSettings settings) {
        SingleOutputStreamOperator<ReceivedEvent> events = received.transform(
                        "Route",
                        TypeInformation.of(ReceivedEvent.class),
                        new EventRouter(settings, DEAD_LETTERS, LATE_EVENTS))
                .uid("route");
        SingleOutputStreamOperator<WindowCount> windows = events.transform(
                        "Count in memory",
                        TypeInformation.of(WindowCount.class),
                        new PreAggregation(settings, PreAggregation.MOST_KEYS))
                .uid("pre-aggregate")
                .keyBy(WindowCount::id)
                .process(new WindowCounts(settings), TypeInformation.of(WindowCount.class))
                .name("Count in windows")
                .uid("window-counts");
        return new AnalyticsPipeline(
                events, windows, events.getSideOutput(LATE_EVENTS), events.getSideOutput(DEAD_LETTERS));
    }
}
