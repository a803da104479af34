package io.millrace.analytics.sink;

import io.millrace.analytics.event.ReceivedEvent;
import io.millrace.stream.event.EventView;
import io.millrace.stream.result.BaselineAlert;
import io.millrace.stream.result.Dimension;
import io.millrace.stream.result.Result;
import io.millrace.stream.result.ResultJson;
import io.millrace.stream.result.WindowCount;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple4;
import org.apache.flink.streaming.api.datastream.DataStream;

/** Prints on the standard output of the TaskManagers. */
public final class Console {
    private Console() {}

    /** Prints each event as the tuple {@code (timestamp,level,source,message)}; what an event lacks is {@code absent}. */
    public static void printEvents(DataStream<ReceivedEvent> events) {
        events.map(Console::tuple)
                .returns(Types.TUPLE(Types.STRING, Types.STRING, Types.STRING, Types.STRING))
                .name("Tuples")
                .uid("event-tuples")
                .print()
                .name("Print events")
                .uid("print-events");
    }

    /** Prints each count as JSON. */
    public static void printWindows(DataStream<WindowCount> windows) {
        printJson(windows, "windows", "window-json");
    }

    /** Prints each alert as JSON. */
    public static void printAlerts(DataStream<BaselineAlert> alerts) {
        printJson(alerts, "alerts", "alert-json");
    }

    private static <R extends Result> void printJson(DataStream<R> results, String name, String uid) {
        results.map(ResultJson::toText)
                .returns(Types.STRING)
                .name("JSON")
                .uid(uid)
                .print()
                .name("Print " + name)
                .uid("print-" + name);
    }

    private static Tuple4<String, String, String, String> tuple(ReceivedEvent received) {
        EventView event = received.event();
        if (event == null) {
            throw new IllegalStateException("a line that is no event was not put aside: " + received);
        }
        return Tuple4.of(
                Dimension.key(event.timestamp()),
                Dimension.key(event.level()),
                Dimension.key(event.source()),
                Dimension.key(event.message()));
    }
}
