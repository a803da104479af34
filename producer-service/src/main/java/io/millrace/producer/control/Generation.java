package io.millrace.producer.control;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.millrace.producer.journal.JournalState;
import io.millrace.producer.live.LiveStream;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How the generation of events stands.
 *
 * @param state RUNNING, STOPPED, or FINISHED after the last line of a replay
 * @param eventsPerSecond the rate asked for
 * @param head the number of events so far
 * @param stream the id of the stream
 * @param format the form of the lines
 * @param source where the events come from
 * @param startedAt since when it runs, in stream time; absent while it does not
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Generation(
        State state,
        int eventsPerSecond,
        long head,
        String stream,
        String format,
        String source,
        @Nullable Instant startedAt) {
    /** Whether events come. */
    enum State {
        RUNNING,
        STOPPED,
        FINISHED
    }

    static Generation of(LiveStream stream) {
        JournalState journal = stream.state();
        State state = stream.isFinished() ? State.FINISHED : journal.running() ? State.RUNNING : State.STOPPED;
        return new Generation(
                state,
                journal.eventsPerSecond(),
                stream.moment().head(),
                journal.stream(),
                stream.source().format(),
                stream.source().description(),
                journal.startedAt());
    }
}
