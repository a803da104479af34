package io.millrace.producer.journal;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Whether events come.
 *
 * @param running whether the stream was told to run
 * @param paused whether the producer went down in good order and has not come back
 * @param startedAt since when the stream runs, null while it does not
 */
record Flow(boolean running, boolean paused, @Nullable Instant startedAt) {
    static final Flow STILL = new Flow(false, false, null);

    /** Whether events come, given a rate above 0. */
    boolean isOpen() {
        return running && !paused;
    }

    Flow after(JournalEntry entry) {
        return switch (entry.kind()) {
            case STARTED -> new Flow(true, paused, running ? startedAt : entry.at());
            case STOPPED -> new Flow(false, paused, null);
            case PAUSED -> new Flow(running, true, startedAt);
            case RESUMED -> new Flow(running, false, startedAt);
            case RATE, SCENARIO -> this;
            case CREATED -> throw new IllegalArgumentException("a journal has one 'created' entry");
        };
    }
}
