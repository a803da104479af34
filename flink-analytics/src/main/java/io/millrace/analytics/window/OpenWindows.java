package io.millrace.analytics.window;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongPredicate;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.jspecify.annotations.Nullable;

/**
 * How many events lie in windows that are not closed yet: what the counts written so far still lack. It is kept in
 * checkpoints, for after a restore the windows' content is there too. After a rescale the parts lie with other subtasks;
 * their sum is the same.
 */
final class OpenWindows {
    private static final ListStateDescriptor<Tuple2<Long, Long>> DESCRIPTOR =
            new ListStateDescriptor<>("open-windows", Types.TUPLE(Types.LONG, Types.LONG));

    private final ListState<Tuple2<Long, Long>> state;
    private final Map<Long, Content> byStart = new HashMap<>();
    private @Nullable Content last;
    /** Also read by the thread that reports metrics, which may see it a moment late. */
    private final AtomicLong events = new AtomicLong();

    /** What one window holds. */
    private static final class Content {
        private final long start;
        private long events;

        private Content(long start) {
            this.start = start;
        }
    }

    OpenWindows(StateInitializationContext context) throws Exception {
        state = context.getOperatorStateStore().getListState(DESCRIPTOR);
        for (Tuple2<Long, Long> entry : state.get()) {
            contentOf(entry.f0).events += entry.f1;
            events.addAndGet(entry.f1);
        }
    }

    /** Counts an event of the window with this start. */
    void add(long start) {
        Content content = last;
        if (content == null || content.start != start) {
            content = contentOf(start);
            last = content;
        }
        content.events++;
        events.lazySet(events.getPlain() + 1);
    }

    private Content contentOf(long start) {
        return byStart.computeIfAbsent(start, Content::new);
    }

    /** Forgets the windows that are closed now. */
    void removeIf(LongPredicate closed) {
        Iterator<Content> contents = byStart.values().iterator();
        while (contents.hasNext()) {
            Content content = contents.next();
            if (closed.test(content.start)) {
                contents.remove();
                last = null;
                events.lazySet(events.getPlain() - content.events);
            }
        }
    }

    /** The number of events in all open windows. */
    long events() {
        return events.get();
    }

    /** Writes the state that the next restore begins with. */
    void snapshot() throws Exception {
        List<Tuple2<Long, Long>> entries = new ArrayList<>();
        byStart.values().forEach(content -> entries.add(Tuple2.of(content.start, content.events)));
        state.update(entries);
    }
}
