package io.millrace.producer.journal;

import io.millrace.producer.scenario.Runs;
import io.millrace.stream.journal.EpochNanos;
import io.millrace.stream.journal.RateCurve;
import io.millrace.stream.journal.Segment;
import io.millrace.stream.journal.Timeline;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the entries of a journal amount to. Immutable; {@link #plus} gives the state after one more entry.
 *
 * @param stream the id of the stream: a hash of the journal's first entry
 * @param origin what determines the events
 * @param timeline the segments
 * @param runs the scenarios
 * @param rate the rate asked for, whether or not the stream runs
 * @param flow whether events come
 */
public record JournalState(
        String stream, JournalEntry.Origin origin, Timeline timeline, Runs runs, RateCurve rate, Flow flow) {

    /** Returns the state after all of a journal's entries, of which the first is {@code created}. */
    static JournalState of(List<JournalEntry> entries) {
        JournalFold fold = new JournalFold(created(entries.get(0)));
        entries.subList(1, entries.size()).forEach(fold::add);
        return fold.toState();
    }

    private static JournalState created(JournalEntry entry) {
        JournalEntry.Origin origin = entry.origin();
        if (entry.kind() != JournalEntry.Kind.CREATED || origin == null || entry.from() != 0) {
            throw new IllegalArgumentException("a journal starts with a 'created' entry that has an origin");
        }
        Segment still = new Segment(0, EpochNanos.of(entry.at()), 0);
        Timeline timeline = new Timeline(List.of(still));
        return new JournalState(streamId(entry, origin), origin, timeline, Runs.NONE, entry.rate(), Flow.STILL);
    }

    /** Returns the state after one more entry. */
    JournalState plus(JournalEntry entry) {
        return new JournalFold(this).add(entry).toState();
    }

    /** Whether the stream was told to run. */
    public boolean running() {
        return flow.running();
    }

    /** Whether the producer went down in good order and has not come back. */
    public boolean paused() {
        return flow.paused();
    }

    /** Whether events come, given a rate above 0. */
    public boolean isOpen() {
        return flow.isOpen();
    }

    /** Since when the stream runs, null while it does not. */
    public @Nullable Instant startedAt() {
        return flow.startedAt();
    }

    /** Returns the rate asked for at a time (epoch nanoseconds), whether or not the stream runs. */
    public int eventsPerSecondAt(long time) {
        return rate.rateAt(timeline.current().at(), Math.max(timeline.current().at(), time));
    }

    private static String streamId(JournalEntry entry, JournalEntry.Origin origin) {
        String identity = origin.seed() + "\n" + origin.source() + "\n" + entry.at();
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(identity.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
