package io.millrace.submitter.store;

import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Attempts to run jobs.
 *
 * <p>Changes of an attempt name the state they start from, so that a command that came in between is never undone.
 */
public final class AttemptStore {

    private final Database database;
    private final JsonMapper json;
    private final Ids ids;

    AttemptStore(Database database, JsonMapper json, Ids ids) {
        this.database = database;
        this.json = json;
        this.ids = ids;
    }

    /** A job's newest attempts, newest first. */
    public List<Attempt> attempts(String jobId, int limit) {
        return database.sql(
                        "SELECT * FROM attempt WHERE job_id = ? ORDER BY number DESC FETCH FIRST " + limit
                                + " ROWS ONLY",
                        jobId)
                .query(this::attempt)
                .list();
    }

    /** All of a job's attempts, newest first. */
    public List<Attempt> attempts(String jobId) {
        return attempts(jobId, Integer.MAX_VALUE);
    }

    /** Those of the given Flink job ids that attempts have or had, whatever became of their jobs. */
    public Set<String> known(Set<String> flinkJobIds) {
        return those(flinkJobIds, "");
    }

    /** Those of the given Flink job ids whose attempts have ended, whatever became of their jobs. */
    public Set<String> ended(Set<String> flinkJobIds) {
        return those(flinkJobIds, " AND live_job IS NULL");
    }

    private Set<String> those(Set<String> flinkJobIds, String further) {
        if (flinkJobIds.isEmpty()) {
            return Set.of();
        }
        String marks = flinkJobIds.stream().map(id -> "?").collect(Collectors.joining(", "));
        return database
                .sql(
                        "SELECT flink_job_id FROM attempt WHERE flink_job_id IN (" + marks + ")" + further,
                        flinkJobIds.toArray())
                .query(String.class)
                .list()
                .stream()
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Adds a live attempt under a fresh Flink job id.
     *
     * @param slotsAwaited how many slots must be free before it is posted
     * @throws org.springframework.dao.DuplicateKeyException when the job has a live one
     */
    public void insert(String jobId, int number, int revision, Start start, int slotsAwaited) {
        database.sql(
                        "INSERT INTO attempt (job_id, number, revision, flink_job_id, live_job, state, restored_from,"
                                + " may_repeat, from_reported, slots_awaited, progress, created_at)"
                                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                        jobId,
                        number,
                        revision,
                        ids.next(),
                        jobId,
                        AttemptState.NEW.name(),
                        start.path(),
                        start.mayRepeat(),
                        start.reported(),
                        slotsAwaited,
                        json.writeValueAsString(Progress.NONE),
                        database.now())
                .update();
    }

    /** Moves a live attempt on, unless it is not in the state given any more; says whether it did. */
    public boolean advance(Attempt attempt, AttemptState to) {
        return database.sql(
                                "UPDATE attempt SET state = ?, note = NULL WHERE job_id = ? AND number = ? AND state = ?",
                                to.name(),
                                attempt.jobId(),
                                attempt.number(),
                                attempt.state().name())
                        .update()
                == 1;
    }

    /** Commits, before it is posted, where it will be; false when it is not new any more. */
    public boolean posting(Attempt attempt, URI cluster) {
        set(attempt, "cluster", cluster.toString());
        return advance(attempt, AttemptState.POSTING);
    }

    /** Ends an attempt, unless it has ended; says whether it did. */
    public boolean end(Attempt attempt, AttemptState outcome, @Nullable String note) {
        return database.sql(
                                "UPDATE attempt SET state = ?, note = ?, live_job = NULL, ended_at = ?"
                                        + " WHERE job_id = ? AND number = ? AND live_job IS NOT NULL",
                                outcome.name(),
                                Database.cut(note),
                                database.now(),
                                attempt.jobId(),
                                attempt.number())
                        .update()
                == 1;
    }

    /** Commits why the submitter is going to cancel it. */
    public void close(Attempt attempt, Closing closing, String note) {
        set(attempt, "closing", closing.name());
        note(attempt, note);
    }

    public void savepoint(Attempt attempt, String path) {
        set(attempt, "savepoint", path);
    }

    public void checkpoint(Attempt attempt, String path) {
        set(attempt, "checkpoint", path);
    }

    public void note(Attempt attempt, String note) {
        set(attempt, "note", note);
    }

    public void progress(Attempt attempt, Progress progress) {
        set(attempt, "progress", json.writeValueAsString(progress));
    }

    /** Notes that it runs another revision than it began with: one that differs in the parallelism alone. */
    public void revise(Attempt attempt, int revision) {
        database.sql(
                        "UPDATE attempt SET revision = ?, progress = ? WHERE job_id = ? AND number = ?",
                        revision,
                        json.writeValueAsString(attempt.progress().revised()),
                        attempt.jobId(),
                        attempt.number())
                .update();
    }

    private void set(Attempt attempt, String column, String value) {
        database.sql(
                        "UPDATE attempt SET " + column + " = ? WHERE job_id = ? AND number = ?",
                        Database.cut(value),
                        attempt.jobId(),
                        attempt.number())
                .update();
    }

    Attempt attempt(ResultSet row, int index) throws SQLException {
        String closing = row.getString("closing");
        return new Attempt(
                row.getString("job_id"),
                row.getInt("number"),
                row.getInt("revision"),
                row.getString("flink_job_id"),
                AttemptState.valueOf(row.getString("state")),
                row.getString("cluster"),
                closing == null ? null : Closing.valueOf(closing),
                row.getString("restored_from"),
                row.getBoolean("may_repeat"),
                row.getBoolean("from_reported"),
                row.getInt("slots_awaited"),
                row.getString("savepoint"),
                row.getString("checkpoint"),
                json.readValue(row.getString("progress"), Progress.class),
                row.getString("note"),
                Database.instant(row, "created_at"),
                Database.instantOrNull(row, "ended_at"));
    }
}
