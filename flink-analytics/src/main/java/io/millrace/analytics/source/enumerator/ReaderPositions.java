package io.millrace.analytics.source.enumerator;

import io.millrace.analytics.source.split.EventSplit;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;

/**
 * Tells each reader how far the others have come, as soon as all have said so, and again when it is a step more, or less. With
 * every little move of the last one told to all, the messages would grow with the square of the readers.
 */
final class ReaderPositions {
    private static final long STEP_MILLIS = ReaderReached.STEP.toMillis();

    private final SplitEnumeratorContext<EventSplit> context;
    private final Map<Integer, Long> reached = new HashMap<>();
    private final Map<Integer, Long> told = new HashMap<>();

    ReaderPositions(SplitEnumeratorContext<EventSplit> context) {
        this.context = context;
    }

    /** A reader begins, perhaps in the place of one that failed. */
    void begins(int reader) {
        reached.remove(reader);
        told.remove(reader);
    }

    /** The last split of a reader has come to this stream time. */
    void reached(int reader, long streamTime) {
        reached.put(reader, streamTime);
        Set<Integer> present = context.registeredReaders().keySet();
        // How far one that failed had come means nothing: whoever takes its place goes back to a checkpoint.
        int all = context.currentParallelism();
        if (present.size() == all && reached.size() == all) {
            present.forEach(this::tell);
        }
    }

    private void tell(int reader) {
        long others = reached.entrySet().stream()
                .filter(entry -> entry.getKey() != reader)
                .mapToLong(Map.Entry::getValue)
                .min()
                .orElse(Long.MAX_VALUE);
        Long before = told.get(reader);
        if (before == null || others < before || others - STEP_MILLIS >= before) {
            told.put(reader, others);
            context.sendEventToSourceReader(reader, new OthersReached(others));
        }
    }
}
