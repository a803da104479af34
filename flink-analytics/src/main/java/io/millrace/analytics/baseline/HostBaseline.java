package io.millrace.analytics.baseline;

import io.millrace.analytics.settings.TrendSettings;
import io.millrace.analytics.settings.WindowSettings;
import io.millrace.stream.result.BaselineAlert;
import io.millrace.stream.result.BaselineAlert.Alert;
import io.millrace.stream.result.TimeSpan;
import io.millrace.stream.result.WindowCount;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Compares each host's count of a window with those before, and watches for hosts that stop logging.
 *
 * <p>A host's windows come from different subtasks and so in any order; they wait for the timer of their own closing, and
 * timers fire in the order of time. A host has one more timer, for the empty window at whose end its silence is told or, later,
 * the host forgotten; that one moves on with every window that has events.
 */
@SuppressWarnings("NullAway.Init") // Flink calls open before anything else.
final class HostBaseline extends KeyedProcessFunction<Tuple2<String, String>, WindowCount, BaselineAlert> {
    private static final long serialVersionUID = 1L;

    /** Of how much less time is a host remembered that was seen in one window only: names made up at will are such hosts. */
    private static final int SHORTER_FOR_ONE_WINDOW = 24;

    private final WindowSettings settings;
    private final long size;
    private final long memory;
    private final long memoryOfOneWindow;

    private transient MapState<Long, Long> waiting;
    private transient ValueState<@Nullable HostState> host;
    private transient Counter spikes;
    private transient Counter silences;

    HostBaseline(WindowSettings settings, TrendSettings trends) {
        this.settings = settings;
        this.size = settings.size().toMillis();
        this.memory = Math.max(1, trends.hostMemory().toMillis() / size);
        this.memoryOfOneWindow = Math.min(memory, Math.max(Rate.ENOUGH_WINDOWS, memory / SHORTER_FOR_ONE_WINDOW));
    }

    @Override
    public void open(OpenContext context) {
        waiting = getRuntimeContext().getMapState(new MapStateDescriptor<>("waiting", Types.LONG, Types.LONG));
        host = getRuntimeContext().getState(new ValueStateDescriptor<>("host", TypeInformation.of(HostState.class)));
        spikes = counter(Alert.SPIKE);
        silences = counter(Alert.SILENCE);
    }

    private Counter counter(Alert alert) {
        return getRuntimeContext()
                .getMetricGroup()
                .addGroup("alert", alert.text())
                .counter("baselineAlerts");
    }

    @Override
    public void processElement(WindowCount count, Context context, Collector<BaselineAlert> out) throws Exception {
        long start = count.window().start().toEpochMilli();
        waiting.put(start, count.count());
        context.timerService().registerEventTimeTimer(settings.closingOf(start));
    }

    @Override
    public void onTimer(long time, OnTimerContext context, Collector<BaselineAlert> out) throws Exception {
        long start = time - settings.closingOf(0);
        Long events = waiting.get(start);
        HostState state = host.value();
        if (events != null) {
            waiting.remove(start);
            logged(start, events, state, context, out);
        } else if (state != null && state.wakeStart() == start) {
            empty(start, state, context, out);
        } else {
            rearm(state, context.timerService());
        }
    }

    /** The timer is of a savepoint of a job with other windows: what it was for is closed at another time now. */
    private void rearm(@Nullable HostState state, TimerService timers) throws Exception {
        for (Long start : waiting.keys()) {
            timers.registerEventTimeTimer(settings.closingOf(start));
        }
        if (state != null) {
            timers.registerEventTimeTimer(settings.closingOf(state.wakeStart()));
        }
    }

    private void logged(
            long start, long events, @Nullable HostState state, OnTimerContext context, Collector<BaselineAlert> out)
            throws Exception {
        Rate before = state == null ? Rate.NONE : state.rate();
        // A silence that was told is no part of what is normal.
        if (state != null && !state.silent()) {
            before = before.plusEmpty((start - state.lastStart()) / size - 1);
        }
        if (before.isSpike(events)) {
            spikes.inc();
            out.collect(
                    alert(context, settings.windowOf(start), events, before.mean(), before.deviation(), Alert.SPIKE));
        }
        Rate rate = before.plus(events);
        long silence = rate.silenceAfter(memory);
        long wakeStart = start + size * (silence == 0 ? memoryOf(rate) : silence);
        if (state != null && state.wakeStart() != wakeStart && !waiting.contains(state.wakeStart())) {
            context.timerService().deleteEventTimeTimer(settings.closingOf(state.wakeStart()));
        }
        host.update(new HostState(rate, start, wakeStart, false));
        context.timerService().registerEventTimeTimer(settings.closingOf(wakeStart));
    }

    private void empty(long start, HostState state, OnTimerContext context, Collector<BaselineAlert> out)
            throws Exception {
        TimerService timers = context.timerService();
        long windows = (start - state.lastStart()) / size;
        // The last watermark of all closes every window at once; it does not mean that time went by.
        boolean over = timers.currentWatermark() == Long.MAX_VALUE;
        long silence = state.rate().silenceAfter(memory);
        if (!over && !state.silent() && windows < silence) {
            // restored by a job that remembers hosts for longer
            host.update(new HostState(state.rate(), state.lastStart(), state.lastStart() + silence * size, false));
            timers.registerEventTimeTimer(settings.closingOf(state.lastStart() + silence * size));
            return;
        }
        if (!over && !state.silent() && silence > 0) {
            TimeSpan span = TimeSpan.ofMillis(state.lastStart() + size, start + size);
            silences.inc();
            out.collect(alert(
                    context,
                    span,
                    0,
                    windows * state.rate().mean(),
                    StrictMath.sqrt((double) windows) * state.rate().deviation(),
                    Alert.SILENCE));
        }
        long remembered = memoryOf(state.rate());
        if (over || windows >= remembered) {
            host.clear();
        } else {
            HostState silenced = state.silenced(state.lastStart() + remembered * size);
            host.update(silenced);
            timers.registerEventTimeTimer(settings.closingOf(silenced.wakeStart()));
        }
    }

    /** For how many windows a host may be silent before it is forgotten. */
    private long memoryOf(Rate rate) {
        return rate.windows() == 1 ? memoryOfOneWindow : memory;
    }

    private BaselineAlert alert(
            OnTimerContext context, TimeSpan window, long events, double expected, double deviation, Alert alert) {
        String stream = context.getCurrentKey().f0;
        String computer = context.getCurrentKey().f1;
        String id = BaselineAlert.idOf(settings.resultsName(), stream, window, computer, alert);
        return new BaselineAlert(id, stream, window, computer, events, rounded(expected), rounded(deviation), alert);
    }

    private static double rounded(double value) {
        return StrictMath.rint(value * 1000) / 1000;
    }
}
