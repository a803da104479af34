package io.millrace.producer.journal;

import io.millrace.stream.journal.EpochNanos;
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
 * @param running whether the stream was told to run
 * @param paused whether the producer went down in good order and has not come back
 * @param eventsPerSecond the rate asked for
 * @param startedAt since when the stream runs, null while it does not
 */
public record JournalState(
        String stream,
        JournalEntry.Origin origin,
        Timeline timeline,
        boolean running,
        boolean paused,
        int eventsPerSecond,
        @Nullable Instant startedAt) {

    /** Returns the state after all of a journal's entries, of which the first is {@code created}. */
    static JournalState of(List<JournalEntry> entries) {
        JournalState state = created(entries.get(0));
        for (JournalEntry entry : entries.subList(1, entries.size())) {
            state = state.plus(entry);
        }
        return state;
    }

    private static JournalState created(JournalEntry entry) {
        JournalEntry.Origin origin = entry.origin();
        if (entry.kind() != JournalEntry.Kind.CREATED || origin == null || entry.from() != 0) {
            throw new IllegalArgumentException("a journal starts with a 'created' entry that has an origin");
        }
        Segment still = new Segment(0, EpochNanos.of(entry.at()), 0);
        return new JournalState(
                streamId(entry, origin),
                origin,
                new Timeline(List.of(still)),
                false,
                false,
                entry.eventsPerSecond(),
                null);
    }

    /** Returns the state after one more entry. */
    JournalState plus(JournalEntry entry) {
        boolean runs = switch (entry.kind()) {
            case STARTED -> true;
            case STOPPED -> false;
            case RATE, PAUSED, RESUMED -> running;
            case CREATED -> throw new IllegalArgumentException("a journal has one 'created' entry");
        };
        boolean pauses = switch (entry.kind()) {
            case PAUSED -> true;
            case RESUMED -> false;
            case STARTED, STOPPED, RATE, CREATED -> paused;
        };
        int rate = runs && !pauses ? entry.eventsPerSecond() : 0;
        Segment segment = new Segment(entry.from(), EpochNanos.of(entry.at()), rate);
        Instant since = !runs ? null : running ? startedAt : entry.at();
        return new JournalState(stream, origin, timeline.plus(segment), runs, pauses, entry.eventsPerSecond(), since);
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
