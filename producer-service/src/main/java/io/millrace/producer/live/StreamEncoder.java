package io.millrace.producer.live;

import io.millrace.producer.generator.EventSource;
import io.millrace.producer.generator.LineBuffer;
import io.millrace.producer.generator.StreamTimes;
import io.millrace.producer.scenario.Runs;
import io.millrace.stream.journal.Segment;
import io.millrace.stream.journal.Timeline;

/** Encodes events of a stream, those of its scenarios and those of its source, each at its stream time. */
public final class StreamEncoder implements StreamTimes {
    private final EventSource source;
    private final Timeline timeline;
    private final Segment latest;
    private final Runs runs;

    /**
     * @param moment of the stream
     * @param to no event at or past this sequence will be asked for; not past the moment's head
     */
    public StreamEncoder(EventSource source, Moment moment, long to) {
        this.source = source;
        this.timeline = moment.timeline();
        this.latest = timeline.segmentOf(Math.max(0, to - 1));
        this.runs = moment.runs();
    }

    /** Appends the line of an event, its {@code \n} included. */
    public void encode(long sequence, LineBuffer out) {
        long index = runs.indexOf(sequence);
        if (index >= 0) {
            source.encode(index, sequence, this, out);
        } else {
            source.scenarios()
                    .encode(runs.runAt(sequence), runs.stepAt(sequence), sequence, timeOfSequence(sequence), out);
        }
    }

    @Override
    public long timeOf(long index) {
        return timeOfSequence(runs.sequenceOfIndex(index));
    }

    private long timeOfSequence(long sequence) {
        Segment segment = sequence >= latest.from() ? latest : timeline.segmentOf(sequence);
        return segment.timeOf(sequence);
    }
}
