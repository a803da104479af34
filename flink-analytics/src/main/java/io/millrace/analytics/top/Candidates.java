package io.millrace.analytics.top;

import io.millrace.stream.result.Dimension;
import io.millrace.stream.result.LogonRatio;
import io.millrace.stream.result.Result;
import io.millrace.stream.result.WindowCount;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** Which results of closed windows compete for a place among the most frequent keys. */
@FunctionalInterface
interface Candidates<R extends Result> extends Serializable {
    /** The dimension of the users by their failed logons. */
    String FAILING_USER = "failingUser";

    /** Returns the key of a result, null if it does not compete. */
    @Nullable
    Candidate of(R result);

    /** Event ids and hosts; not the events that have none. */
    static @Nullable Candidate counted(WindowCount count) {
        boolean ranked = count.dimension().equals(Dimension.EVENT_ID.text())
                || count.dimension().equals(Dimension.COMPUTER.text());
        return ranked && !count.key().equals(Dimension.ABSENT)
                ? Candidate.of(count.stream(), count.window(), count.dimension(), count.key(), count.count())
                : null;
    }

    /** Users by their failures. */
    static @Nullable Candidate failing(LogonRatio ratio) {
        return ratio.dimension().equals(LogonRatio.USER) && ratio.failures() > 0
                ? Candidate.of(ratio.stream(), ratio.window(), FAILING_USER, ratio.key(), ratio.failures())
                : null;
    }
}
