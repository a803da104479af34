package io.millrace.submitter.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What happened: only ever added to, and what notifications are sent from. */
public final class EventStore {

    private static final String SELECT = "SELECT e.*, j.name FROM event e LEFT JOIN job j ON j.id = e.job_id";

    private final Database database;
    private final boolean notifying;
    private final EventCounter counter;

    /** @param notifying whether somebody is to be told of transitions */
    EventStore(Database database, boolean notifying, EventCounter counter) {
        this.database = database;
        this.notifying = notifying;
        this.counter = counter;
    }

    /** Something that happened to a job, in the transaction that makes it so. */
    public void add(Attempt attempt, EventType type, String detail) {
        add(attempt.jobId(), attempt.number(), type, detail);
    }

    /** A job was declared, and its first attempt with it. */
    void declared(String jobId) {
        add(jobId, 1, EventType.DECLARED, "Declared.");
    }

    /** Something that happened outside of any job. */
    public void add(EventType type, String detail) {
        add(null, null, type, detail);
    }

    /** All events, those outside of any job and of jobs that are forgotten included, newest first. */
    public List<Event> events(int limit) {
        return database.sql(SELECT + " ORDER BY e.number DESC FETCH FIRST " + limit + " ROWS ONLY")
                .query(EventStore::event)
                .list();
    }

    /** A job's events, newest first. */
    public List<Event> events(String jobId, int limit) {
        return database.sql(
                        SELECT + " WHERE e.job_id = ? ORDER BY e.number DESC FETCH FIRST " + limit + " ROWS ONLY",
                        jobId)
                .query(EventStore::event)
                .list();
    }

    /** The oldest one somebody has to be told of; empty also before its time, as later ones wait for it. */
    public Optional<Due> due() {
        return database.sql(
                        SELECT + " WHERE e.due_at <= ? AND e.number ="
                                + " (SELECT MIN(number) FROM event WHERE due_at IS NOT NULL)",
                        database.now())
                .query((row, index) -> new Due(event(row, index), row.getInt("tries")))
                .optional();
    }

    /** An event to tell of, and how often that was tried. */
    public record Due(Event event, int tries) {}

    /** It was told, or will never be. */
    public void settle(Event event) {
        database.sql("UPDATE event SET due_at = NULL WHERE number = ?", event.number())
                .update();
    }

    /** It could not be told: it is tried again at that time, unless it was told meanwhile. */
    public void postpone(Event event, Instant until) {
        database.sql(
                        "UPDATE event SET due_at = ?, tries = tries + 1 WHERE number = ? AND due_at IS NOT NULL",
                        Database.stored(until),
                        event.number())
                .update();
    }

    private void add(@Nullable String jobId, @Nullable Integer attempt, EventType type, String detail) {
        database.sql(
                        "INSERT INTO event (job_id, attempt, type, detail, at, due_at, tries) VALUES (?, ?, ?, ?, ?,"
                                + " ?, 0)",
                        jobId,
                        attempt,
                        type.name(),
                        Database.cut(detail),
                        database.now(),
                        notifying && type.notified() ? database.now() : null)
                .update();
        counter.added(type);
    }

    private static Event event(ResultSet row, int index) throws SQLException {
        int attempt = row.getInt("attempt");
        @Nullable Integer known = row.wasNull() ? null : attempt;
        return new Event(
                row.getLong("number"),
                row.getString("job_id"),
                row.getString("name"),
                known,
                EventType.valueOf(row.getString("type")),
                row.getString("detail"),
                Database.instant(row, "at"));
    }
}
