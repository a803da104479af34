package io.millrace.analytics.logon;

import io.millrace.analytics.settings.WindowSettings;
import io.millrace.stream.result.LogonRatio;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Adds up the partial counts of logons that have the same id, and emits their sum once, when the watermark closes the window,
 * if there is a failure in it.
 */
@SuppressWarnings("NullAway.Init") // Flink calls open before anything else.
final class LogonRatios extends KeyedProcessFunction<String, LogonRatio, LogonRatio> {
    private static final long serialVersionUID = 1L;

    private final WindowSettings settings;
    private transient ValueState<@Nullable LogonRatio> sum;

    LogonRatios(WindowSettings settings) {
        this.settings = settings;
    }

    @Override
    public void open(OpenContext context) {
        sum = getRuntimeContext().getState(new ValueStateDescriptor<>("logons", TypeInformation.of(LogonRatio.class)));
    }

    @Override
    public void processElement(LogonRatio partial, Context context, Collector<LogonRatio> out) throws Exception {
        LogonRatio before = sum.value();
        if (before == null) {
            long start = partial.window().start().toEpochMilli();
            context.timerService().registerEventTimeTimer(settings.closingOf(start));
            sum.update(partial);
        } else {
            sum.update(before.plus(partial));
        }
    }

    @Override
    public void onTimer(long time, OnTimerContext context, Collector<LogonRatio> out) throws Exception {
        LogonRatio logons = sum.value();
        sum.clear();
        if (logons != null && logons.failures() > 0) {
            out.collect(logons);
        }
    }
}
