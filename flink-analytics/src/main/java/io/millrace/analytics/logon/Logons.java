package io.millrace.analytics.logon;

import io.millrace.analytics.event.ReceivedEvent;
import io.millrace.analytics.settings.WindowSettings;
import io.millrace.stream.result.LogonRatio;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;

/** Tells how many logons of each window failed, by user and by address, where any did. */
public final class Logons {
    private Logons() {}

    /** Defines the counting of logons among events on time. */
    public static DataStream<LogonRatio> define(DataStream<ReceivedEvent> events, WindowSettings settings) {
        return events.transform(
                        "Count logons in memory",
                        TypeInformation.of(LogonRatio.class),
                        new LogonPreAggregation(settings, LogonPreAggregation.MOST_KEYS))
                .uid("pre-aggregate-logons")
                .keyBy(LogonRatio::id)
                .process(new LogonRatios(settings), TypeInformation.of(LogonRatio.class))
                .name("Count logons in windows")
                .uid("logon-ratios");
    }
}
