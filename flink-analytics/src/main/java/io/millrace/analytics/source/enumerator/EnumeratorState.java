package io.millrace.analytics.source.enumerator;

import io.millrace.analytics.source.split.EventSplit;
import io.millrace.stream.client.Endpoint;
import java.util.List;

/**
 * What the enumerator must not forget.
 *
 * @param resolved the endpoints whose stream and first sequence are known; their splits are with the readers or below
 * @param unassigned the splits that no reader has
 */
public record EnumeratorState(List<Endpoint> resolved, List<EventSplit> unassigned) {
    /** Nothing is known yet. */
    public static final EnumeratorState EMPTY = new EnumeratorState(List.of(), List.of());

    public EnumeratorState {
        resolved = List.copyOf(resolved);
        unassigned = List.copyOf(unassigned);
    }
}
