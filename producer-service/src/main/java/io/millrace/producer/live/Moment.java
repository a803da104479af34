package io.millrace.producer.live;

import io.millrace.producer.journal.JournalState;
import io.millrace.producer.scenario.Runs;
import io.millrace.stream.journal.Timeline;

/**
 * The stream as published at one moment. Nothing at or past its head is ever sent.
 *
 * @param timeline the segments so far
 * @param runs the scenarios so far
 * @param head the number of events so far
 * @param time no event at or past the head has a stream time up to this one, epoch nanoseconds
 */
public record Moment(Timeline timeline, Runs runs, long head, long time) {
    static Moment of(JournalState state, long head, long time) {
        return new Moment(state.timeline(), state.runs(), head, time);
    }

    /** Returns the stream time (epoch nanoseconds) before which no event from {@code next} on lies. */
    public long watermark(long next) {
        return next >= head ? time : timeOf(next);
    }

    /** Returns the stream time (epoch nanoseconds) of an event before the head. */
    public long timeOf(long sequence) {
        return timeline.segmentOf(sequence).timeOf(sequence);
    }

    /** Returns the rate at which the stream goes on, 0 while it stands still. */
    public int eventsPerSecond() {
        return timeline.current().rateAt(time);
    }
}
