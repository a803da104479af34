package io.millrace.analytics.baseline;

import io.millrace.analytics.settings.TrendSettings;
import io.millrace.analytics.settings.WindowSettings;
import io.millrace.stream.result.BaselineAlert;
import io.millrace.stream.result.Dimension;
import io.millrace.stream.result.WindowCount;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.streaming.api.datastream.DataStream;

/** Tells which hosts log far more than they recently did, and which stopped. */
public final class Baseline {
    private Baseline() {}

    /**
     * Defines the comparison.
     *
     * @param counts the counts of closed windows
     */
    public static DataStream<BaselineAlert> define(
            DataStream<WindowCount> counts, WindowSettings windows, TrendSettings settings) {
        return counts.filter(Baseline::isOfHost)
                .name("Hosts")
                .uid("host-counts")
                .keyBy(count -> Tuple2.of(count.stream(), count.key()), Types.TUPLE(Types.STRING, Types.STRING))
                .process(new HostBaseline(windows, settings), TypeInformation.of(BaselineAlert.class))
                .name("Compare hosts")
                .uid("host-baseline");
    }

    private static boolean isOfHost(WindowCount count) {
        return count.dimension().equals(Dimension.COMPUTER.text())
                && !count.key().equals(Dimension.ABSENT);
    }
}
