package io.millrace.submitter.store;

import org.jspecify.annotations.Nullable;

/**
 * Where an attempt starts from.
 *
 * @param path a checkpoint or savepoint, as Flink sees it; absent means from nothing
 * @param mayRepeat whether results may be written twice, as a newer state was passed over
 * @param reported whether it is the newest checkpoint Flink reported, where those there are cannot be listed: a newer one
 *     may have been completed
 */
public record Start(@Nullable String path, boolean mayRepeat, boolean reported) {

    /** From a state that somebody chose, or from nothing. */
    public static Start of(@Nullable String path, boolean mayRepeat) {
        return new Start(path, mayRepeat, false);
    }
}
