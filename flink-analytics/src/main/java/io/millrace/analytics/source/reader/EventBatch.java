package io.millrace.analytics.source.reader;

import io.millrace.analytics.event.StreamElement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.flink.connector.base.source.reader.RecordsWithSplitIds;
import org.jspecify.annotations.Nullable;

/** What one look at the socket brought, all of one split. Filled by the fetcher's thread, then read by the task's. */
final class EventBatch implements RecordsWithSplitIds<StreamElement> {
    private final String splitId;
    private final List<StreamElement> elements = new ArrayList<>();
    private boolean begun;
    private int position;

    EventBatch(String splitId) {
        this.splitId = splitId;
    }

    void add(StreamElement element) {
        elements.add(element);
    }

    boolean isEmpty() {
        return elements.isEmpty();
    }

    @Override
    public @Nullable String nextSplit() {
        if (begun || elements.isEmpty()) {
            return null;
        }
        begun = true;
        return splitId;
    }

    @Override
    public @Nullable StreamElement nextRecordFromSplit() {
        return position < elements.size() ? elements.get(position++) : null;
    }

    /** None: a stream has no end. */
    @Override
    public Set<String> finishedSplits() {
        return Set.of();
    }
}
