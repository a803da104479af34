package io.millrace.analytics.top;

import io.millrace.analytics.settings.TrendSettings;
import io.millrace.analytics.settings.WindowSettings;
import io.millrace.stream.result.LogonRatio;
import io.millrace.stream.result.Result;
import io.millrace.stream.result.TopKeys;
import io.millrace.stream.result.WindowCount;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;

/** Names the most frequent event ids, hosts and failing users of each window. */
public final class Top {
    private Top() {}

    /**
     * Defines the ranking.
     *
     * @param counts the counts of closed windows
     * @param logons the logons of closed windows, with failures among them
     */
    public static DataStream<TopKeys> define(
            DataStream<WindowCount> counts,
            DataStream<LogonRatio> logons,
            WindowSettings windows,
            TrendSettings settings) {
        String name = windows.resultsName();
        int most = settings.top();
        return ranked(counts, new PreRanking<>(name, most, PreRanking.MOST_GROUPS, Candidates::counted), "counts")
                .union(ranked(
                        logons, new PreRanking<>(name, most, PreRanking.MOST_GROUPS, Candidates::failing), "logons"))
                .keyBy(TopKeys::id)
                .process(new TopOfWindow(windows, most), TypeInformation.of(TopKeys.class))
                .name("Top of window")
                .uid("top");
    }

    private static <R extends Result> DataStream<TopKeys> ranked(
            DataStream<R> results, PreRanking<R> ranking, String name) {
        return results.transform("Rank " + name + " in memory", TypeInformation.of(TopKeys.class), ranking)
                .uid("pre-rank-" + name);
    }
}
