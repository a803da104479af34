package io.millrace.consumer.result;

import io.millrace.consumer.result.ReceivedResult.View;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Chooses results. A component that is null chooses all.
 *
 * @param view where they are shown
 * @param after whose time lies after this one
 * @param until whose time does not lie after this one
 * @param limit so many of the newest
 */
record ResultQuery(
        @Nullable View view,
        ResultFilter filter,
        @Nullable Instant after,
        @Nullable Instant until,
        int limit) {}
