package io.millrace.analytics.top;

import io.millrace.analytics.settings.WindowSettings;
import io.millrace.stream.result.TopKeys;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Merges the rankings that have the same id and emits the result once, when the watermark closes the window. The watermark
 * comes after all of them, as each subtask sends its ranking before the watermark that closed the window for it.
 */
@SuppressWarnings("NullAway.Init") // Flink calls open before anything else.
final class TopOfWindow extends KeyedProcessFunction<String, TopKeys, TopKeys> {
    private static final long serialVersionUID = 1L;

    private final WindowSettings settings;
    private final int most;
    private transient ValueState<@Nullable TopKeys> top;

    TopOfWindow(WindowSettings settings, int most) {
        this.settings = settings;
        this.most = most;
    }

    @Override
    public void open(OpenContext context) {
        top = getRuntimeContext().getState(new ValueStateDescriptor<>("top", TypeInformation.of(TopKeys.class)));
    }

    @Override
    public void processElement(TopKeys partial, Context context, Collector<TopKeys> out) throws Exception {
        TopKeys before = top.value();
        if (before == null) {
            long start = partial.window().start().toEpochMilli();
            context.timerService().registerEventTimeTimer(settings.closingOf(start));
            top.update(partial);
        } else {
            top.update(before.with(Ranking.merge(before.entries(), partial.entries(), most)));
        }
    }

    @Override
    public void onTimer(long time, OnTimerContext context, Collector<TopKeys> out) throws Exception {
        TopKeys result = top.value();
        if (result != null) {
            // It may have come from a savepoint of a job that named more.
            out.collect(result.with(Ranking.merge(result.entries(), List.of(), most)));
            top.clear();
        }
    }
}
