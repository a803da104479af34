package io.millrace.analytics;

import io.millrace.analytics.baseline.Baseline;
import io.millrace.analytics.logon.Logons;
import io.millrace.analytics.settings.TrendSettings;
import io.millrace.analytics.settings.WindowSettings;
import io.millrace.analytics.top.Top;
import io.millrace.analytics.window.AnalyticsPipeline;
import io.millrace.stream.result.BaselineAlert;
import io.millrace.stream.result.LogonRatio;
import io.millrace.stream.result.TopKeys;
import org.apache.flink.streaming.api.datastream.DataStream;

/**
 * What the job tells of windows beyond their counts. All of it follows from events on time and from the counts of closed
 * windows, so that what is late is decided in one place.
 *
 * @param top the most frequent event ids, hosts and failing users
 * @param ratios the logons that failed, by user and by address
 * @param baseline the hosts that log far more than they did, or nothing any more
 */
public record Trends(DataStream<TopKeys> top, DataStream<LogonRatio> ratios, DataStream<BaselineAlert> baseline) {
    static Trends define(AnalyticsPipeline pipeline, WindowSettings windows, TrendSettings settings) {
        DataStream<LogonRatio> ratios = Logons.define(pipeline.events(), windows);
        return new Trends(
                Top.define(pipeline.windows(), ratios, windows, settings),
                ratios,
                Baseline.define(pipeline.windows(), windows, settings));
    }
}
