package io.millrace.producer.scenario;

import java.util.ArrayList;
import java.util.List;

/**
 * The sequences from the start of one run to the start of the next, and the runs which are not over at its beginning. What
 * runs before took is known to be taken, so that it is a mere number.
 *
 * <p>The runs take their sequences one after the other, each from what those before it leave over. So a lane's
 * {@code position} counts the sequences which the lanes before it do not have.
 */
final class Span {
    private final long from;
    private final long firstIndex;
    private final long takenBefore;
    private final List<Lane> lanes;
    private final long lastTaken;
    private final long takenInAll;

    /**
     * One run within a span.
     *
     * @param number of the run, from 1
     * @param position of its first event
     * @param stride between two of its events
     * @param events it has
     * @param last the sequence of its last event
     */
    record Lane(int number, long position, long stride, long events, long last) {
        /** Returns the step that has the place, or -1. */
        long stepAt(long place) {
            long ahead = place - position;
            if (ahead < 0 || ahead % stride != 0 || ahead / stride >= events) {
                return -1;
            }
            return ahead / stride;
        }

        /** Returns how many places before the given one it has. */
        long takenBefore(long place) {
            return place <= position ? 0 : Math.min(events, (place - position - 1) / stride + 1);
        }

        /** Returns the place which is the given one of those it leaves over. */
        long placeOf(long left) {
            if (left < position) {
                return left;
            }
            return left + (stride == 1 ? events : Math.min(events, (left - position) / (stride - 1) + 1));
        }
    }

    Span(long from, long firstIndex, long takenBefore, List<Lane> lanes) {
        this.from = from;
        this.firstIndex = firstIndex;
        this.takenBefore = takenBefore;
        this.lanes = List.copyOf(lanes);
        this.lastTaken = lanes.stream().mapToLong(Lane::last).max().orElse(-1);
        this.takenInAll = takenBefore + lanes.stream().mapToLong(Lane::events).sum();
    }

    /** Returns the span from the head on, without the runs that are over by then. */
    Span goneOnTo(long head) {
        List<Lane> open = new ArrayList<>(lanes.size() + 1);
        long over = 0;
        for (Lane lane : lanes) {
            if (lane.last() < head) {
                over += lane.events();
            } else {
                open.add(new Lane(lane.number(), lane.position() + over, lane.stride(), lane.events(), lane.last()));
            }
        }
        return new Span(head, leftBefore(head), takenBefore + over, open);
    }

    /** Returns the same span with one more run in it. */
    Span with(Lane lane) {
        List<Lane> more = new ArrayList<>(lanes);
        more.add(lane);
        return new Span(from, firstIndex, takenBefore, more);
    }

    /** The first sequence. */
    long from() {
        return from;
    }

    /** The index of the first event in it that is no run's. */
    long firstIndex() {
        return firstIndex;
    }

    List<Lane> lanes() {
        return lanes;
    }

    /** The events of the runs which are over at its beginning. */
    long takenBefore() {
        return takenBefore;
    }

    /** Returns the index of a sequence among those no run has, or -1 if a run has it. */
    long indexOf(long sequence) {
        if (sequence > lastTaken) {
            return sequence - takenInAll;
        }
        long place = sequence;
        for (int i = 0; i < lanes.size(); i++) {
            Lane lane = lanes.get(i);
            if (lane.stepAt(place) >= 0) {
                return -1;
            }
            place -= lane.takenBefore(place);
        }
        return place - takenBefore;
    }

    /** Returns how many of the sequences in front of the given one no run has. */
    long leftBefore(long sequence) {
        return placeBefore(lanes.size(), sequence) - takenBefore;
    }

    /** Returns which lane has a sequence, or -1. */
    int laneAt(long sequence) {
        long place = sequence;
        for (int i = 0; i < lanes.size(); i++) {
            Lane lane = lanes.get(i);
            if (lane.stepAt(place) >= 0) {
                return i;
            }
            place -= lane.takenBefore(place);
        }
        return -1;
    }

    /** Returns the place of a sequence before a lane: without what the lanes ahead of it have. */
    long placeBefore(int lane, long sequence) {
        long place = sequence;
        for (int i = 0; i < lane; i++) {
            place -= lanes.get(i).takenBefore(place);
        }
        return place;
    }

    /** Returns the sequence of a place before a lane. */
    long sequenceOf(int lane, long place) {
        long sequence = place;
        for (int i = lane - 1; i >= 0; i--) {
            sequence = lanes.get(i).placeOf(sequence);
        }
        return sequence;
    }

    /** Returns the sequence which is the given one of those that no run has. */
    long sequenceOfIndex(long index) {
        return sequenceOf(lanes.size(), index + takenBefore);
    }
}
