package io.millrace.producer.scenario;

import io.millrace.stream.protocol.From;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which sequences of a stream the runs have, and which are left to the background. A run begins at the head that stood when
 * it was commanded, and of the sequences that earlier runs leave over it has every {@code stride}-th; so runs that overlap
 * take turns. A later run changes nothing before its head. Immutable.
 *
 * <p>The background counts what is left: its events have an <em>index</em>. A look-up costs a search for the span between
 * two commands, and a few divisions for each run in it.
 */
public final class Runs {
    /** No run at all: the index of each event is its sequence. */
    public static final Runs NONE = new Runs(List.of(), List.of(new Span(0, 0, 0, List.of())));

    private final List<PlacedRun> runs;
    private final List<Span> spans;

    private Runs(List<PlacedRun> runs, List<Span> spans) {
        this.runs = List.copyOf(runs);
        this.spans = List.copyOf(spans);
    }

    /** Returns these runs, to add some. */
    public Builder toBuilder() {
        return new Builder(this);
    }

    /** Whether there is none. */
    public boolean isEmpty() {
        return runs.isEmpty();
    }

    /** All runs, run {@code number} at {@code number - 1}. */
    public List<PlacedRun> all() {
        return runs;
    }

    /** Returns how many runs have events at or after the head. */
    public int unfinishedAt(long head) {
        return (int) spanAt(head).lanes().stream()
                .filter(lane -> lane.last() >= head)
                .count();
    }

    /** Returns the index of a background event, or -1 where a run has the sequence. */
    public long indexOf(long sequence) {
        return isEmpty() ? sequence : spanAt(sequence).indexOf(sequence);
    }

    /** Returns the sequence of a background event. */
    public long sequenceOfIndex(long index) {
        return isEmpty() ? index : spanOfIndex(index).sequenceOfIndex(index);
    }

    /**
     * Returns the run that has a sequence.
     *
     * @throws IllegalArgumentException if none has
     */
    public PlacedRun runAt(long sequence) {
        Span span = spanAt(sequence);
        return runs.get(span.lanes().get(laneAt(span, sequence)).number() - 1);
    }

    /**
     * Returns which of its run's events a sequence is, from 0.
     *
     * @throws IllegalArgumentException if no run has it
     */
    public long stepAt(long sequence) {
        Span span = spanAt(sequence);
        int lane = laneAt(span, sequence);
        return span.lanes().get(lane).stepAt(span.placeBefore(lane, sequence));
    }

    private static int laneAt(Span span, long sequence) {
        int lane = span.laneAt(sequence);
        if (lane < 0) {
            throw new IllegalArgumentException("no run has the sequence " + sequence);
        }
        return lane;
    }

    /** Returns how many of a run's events come before the head. */
    public long emittedBefore(int number, long head) {
        Span span = spans.get(number);
        if (head <= span.from()) {
            return 0;
        }
        int lane = span.lanes().size() - 1;
        return span.lanes().get(lane).takenBefore(span.placeBefore(lane, head));
    }

    private Span spanAt(long sequence) {
        int low = 0;
        int high = spans.size() - 1;
        // most look-ups are near the head
        if (spans.get(high).from() <= sequence) {
            return spans.get(high);
        }
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (spans.get(middle).from() <= sequence) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return spans.get(low);
    }

    private Span spanOfIndex(long index) {
        int low = 0;
        int high = spans.size() - 1;
        if (spans.get(high).firstIndex() <= index) {
            return spans.get(high);
        }
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (spans.get(middle).firstIndex() <= index) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return spans.get(low);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Runs that && runs.equals(that.runs);
    }

    @Override
    public int hashCode() {
        return runs.hashCode();
    }

    @Override
    public String toString() {
        return runs.toString();
    }

    /** Runs to which more are added; not thread-safe. */
    public static final class Builder {
        private final List<PlacedRun> runs;
        private final List<Span> spans;

        private Builder(Runs from) {
            this.runs = new ArrayList<>(from.runs);
            this.spans = new ArrayList<>(from.spans);
        }

        /**
         * Adds the next run.
         *
         * @param head the first sequence it may have
         * @param startedAt when it was commanded, stream time in epoch nanoseconds
         * @param eventsPerSecond the rate of the stream then
         * @throws IllegalArgumentException if its number or head does not follow on the last run's, or it ends nowhere
         */
        public PlacedRun add(ScenarioRun run, long head, long startedAt, int eventsPerSecond) {
            Span previous = spans.get(spans.size() - 1);
            if (run.number() != runs.size() + 1 || head < previous.from()) {
                throw new IllegalArgumentException("run " + run.number() + " at sequence " + head
                        + " does not follow run " + runs.size() + " at sequence " + previous.from());
            }
            Span background = previous.goneOnTo(head);
            long position = background.firstIndex() + background.takenBefore();
            long room = From.Sequence.MAX - position;
            if (room < 0 || run.events() - 1 > room / run.stride()) {
                throw endsNowhere(run);
            }
            int lane = background.lanes().size();
            long last = background.sequenceOf(lane, position + (run.events() - 1) * run.stride());
            if (last < 0 || last > From.Sequence.MAX) {
                throw endsNowhere(run);
            }
            spans.add(background.with(new Span.Lane(run.number(), position, run.stride(), run.events(), last)));
            long first = background.sequenceOf(lane, position);
            PlacedRun placed = new PlacedRun(run, startedAt, eventsPerSecond, first, last);
            runs.add(placed);
            return placed;
        }

        private static IllegalArgumentException endsNowhere(ScenarioRun run) {
            return new IllegalArgumentException(
                    run.events() + " events of a run, one in " + run.stride() + ", do not fit into the stream");
        }

        /** Returns what was added up to now. */
        public Runs build() {
            return new Runs(runs, spans);
        }
    }
}
