package io.millrace.analytics.sink;

import java.util.List;

/**
 * Results that were not acknowledged when a checkpoint was made, in order.
 *
 * @param lines each a result as JSON in UTF-8, without a line end
 */
record PendingResults(List<byte[]> lines) {
    PendingResults {
        lines = List.copyOf(lines);
    }
}
