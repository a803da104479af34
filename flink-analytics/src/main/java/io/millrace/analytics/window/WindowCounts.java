package io.millrace.analytics.window;

import io.millrace.analytics.settings.WindowSettings;
import io.millrace.stream.result.WindowCount;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/** Adds up the partial counts that have the same id, and emits their sum once, when the watermark closes the window. */
@SuppressWarnings("NullAway.Init") // Flink calls open before anything else.
final class WindowCounts extends KeyedProcessFunction<String, WindowCount, WindowCount> {
    private static final long serialVersionUID = 1L;

    private final WindowSettings settings;
    private transient ValueState<@Nullable WindowCount> sum;

    WindowCounts(WindowSettings settings) {
        this.settings = settings;
    }

    @Override
    public void open(OpenContext context) {
        sum = getRuntimeContext().getState(new ValueStateDescriptor<>("count", TypeInformation.of(WindowCount.class)));
    }

    @Override
    public void processElement(WindowCount partial, Context context, Collector<WindowCount> out) throws Exception {
        WindowCount before = sum.value();
        if (before == null) {
            long start = partial.window().start().toEpochMilli();
            context.timerService().registerEventTimeTimer(settings.closingOf(start));
            sum.update(partial);
        } else {
            sum.update(before.plus(partial.count()));
        }
    }

    @Override
    public void onTimer(long time, OnTimerContext context, Collector<WindowCount> out) throws Exception {
        WindowCount count = sum.value();
        if (count != null) {
            out.collect(count);
            sum.clear();
        }
    }
}
