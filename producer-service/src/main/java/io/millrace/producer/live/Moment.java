package io.millrace.producer.live;

import io.millrace.stream.journal.Segment;
import io.millrace.stream.journal.Timeline;

/**
 * The stream as published at one moment. Nothing at or past its head is ever sent.
 *
 * @param timeline the segments so far
 * @param head the number of events so far
 * @param time no event at or past the head has a stream time up to this one, epoch nanoseconds
 */
public record Moment(Timeline timeline, long head, long time) {
    /** Returns the stream time (epoch nanoseconds) before which no event from {@code next} on lies. */
    public long watermark(long next) {
        if (next >= head) {
            return time;
        }
        Segment segment = timeline.segmentOf(next);
        return segment.timeOf(next);
    }
}
