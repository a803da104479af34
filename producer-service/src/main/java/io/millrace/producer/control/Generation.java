package io.millrace.producer.control;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.millrace.producer.journal.JournalState;
import io.millrace.producer.live.LiveStream;
import io.millrace.producer.live.Moment;
import io.millrace.stream.journal.Ramp;
import io.millrace.stream.journal.RateCurve;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How the generation of events stands.
 *
 * @param state RUNNING, STOPPED, or FINISHED after the last line of a replay
 * @param eventsPerSecond the rate asked for at this time
 * @param head the number of events so far
 * @param achievedEventsPerSecond what was really published over the last five seconds
 * @param sentEventsPerSecond what was really handed to connections over the last five seconds, all readers together
 * @param curve how the rate asked for goes on
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
        double achievedEventsPerSecond,
        double sentEventsPerSecond,
        RateCurve curve,
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

    static Generation of(LiveStream stream, double sentEventsPerSecond) {
        JournalState journal = stream.state();
        Moment moment = stream.moment();
        State state = stream.isFinished() ? State.FINISHED : journal.running() ? State.RUNNING : State.STOPPED;
        return new Generation(
                state,
                journal.eventsPerSecondAt(moment.time()),
                moment.head(),
                toTenths(stream.achievedEventsPerSecond()),
                toTenths(sentEventsPerSecond),
                curve(journal, moment),
                journal.stream(),
                stream.source().format(),
                stream.source().description(),
                journal.startedAt());
    }

    private static double toTenths(double rate) {
        return Math.round(rate * 10) / 10.0;
    }

    /** A ramp that came to its end is a ramp no more. */
    private static RateCurve curve(JournalState journal, Moment moment) {
        boolean over = journal.rate() instanceof Ramp ramp
                && ramp.isOver(journal.timeline().current().at(), moment.time());
        return over ? journal.rate().settled() : journal.rate();
    }
}
