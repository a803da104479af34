package io.millrace.submitter.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Savepoints of jobs, asked for and taken. */
public final class SnapshotStore {

    private final Database database;
    private final Ids ids;

    SnapshotStore(Database database, Ids ids) {
        this.database = database;
        this.ids = ids;
    }

    /** The newest of each kind, of every job that is not deleted. */
    public List<Snapshot> newest() {
        return database.sql("""
                        SELECT * FROM snapshot WHERE number IN (
                          SELECT MAX(s.number) FROM snapshot s
                          JOIN job j ON j.id = s.job_id AND j.live_name IS NOT NULL
                          GROUP BY s.job_id, s.kind)
                        """).query(SnapshotStore::snapshot).list();
    }

    /** The newest ones of a job, newest first. */
    public List<Snapshot> snapshots(String jobId, int limit) {
        return database.sql(
                        "SELECT * FROM snapshot WHERE job_id = ? ORDER BY number DESC FETCH FIRST " + limit
                                + " ROWS ONLY",
                        jobId)
                .query(SnapshotStore::snapshot)
                .list();
    }

    /** All of a job, newest first. */
    public List<Snapshot> snapshots(String jobId) {
        return snapshots(jobId, Integer.MAX_VALUE);
    }

    public Optional<Snapshot> snapshot(String id) {
        return database.sql("SELECT * FROM snapshot WHERE id = ?", id)
                .query(SnapshotStore::snapshot)
                .optional();
    }

    /**
     * Commits, in a transaction of the caller, the trigger id of a savepoint before Flink is asked for it; the answer is
     * that id, or empty when the attempt has ended.
     *
     * @param operation id of the operation it is a step of
     * @throws org.springframework.dao.DuplicateKeyException when the job has a pending one of that kind
     */
    public Optional<String> ask(
            Attempt attempt, @Nullable String operation, Snapshot.Kind kind, Snapshot.Reason reason) {
        // Whoever ends the attempt ends what is pending of it: before this, or after it.
        boolean live = database.sql(
                        "SELECT number FROM attempt WHERE job_id = ? AND number = ? AND live_job IS NOT NULL FOR UPDATE",
                        attempt.jobId(),
                        attempt.number())
                .query(Integer.class)
                .optional()
                .isPresent();
        if (!live) {
            return Optional.empty();
        }
        String id = ids.next();
        database.sql(
                        "INSERT INTO snapshot (id, job_id, attempt, operation, kind, reason, state, pending, asked_at)"
                                + " VALUES (?, ?, ?, ?, ?, ?, 'ASKED', ?, ?)",
                        id,
                        attempt.jobId(),
                        attempt.number(),
                        operation,
                        kind.name(),
                        reason.name(),
                        attempt.jobId() + "/" + kind,
                        database.now())
                .update();
        return Optional.of(id);
    }

    public void complete(Snapshot snapshot, String path, @Nullable String failure) {
        end(snapshot, Snapshot.State.COMPLETED, path, failure);
    }

    public void fail(Snapshot snapshot, String failure) {
        end(snapshot, Snapshot.State.FAILED, null, failure);
    }

    public void dispose(Snapshot snapshot) {
        end(snapshot, Snapshot.State.DISPOSED, snapshot.path(), null);
    }

    /** Those of an attempt that has ended are not waited for any more. */
    public void endPending(Attempt attempt, String failure) {
        database.sql(
                        "UPDATE snapshot SET state = 'FAILED', pending = NULL, failure = ?, ended_at = ?"
                                + " WHERE job_id = ? AND attempt = ? AND pending IS NOT NULL",
                        failure,
                        database.now(),
                        attempt.jobId(),
                        attempt.number())
                .update();
    }

    private void end(Snapshot snapshot, Snapshot.State state, @Nullable String path, @Nullable String failure) {
        database.sql(
                        "UPDATE snapshot SET state = ?, pending = NULL, path = ?, failure = ?, ended_at = ? WHERE id = ?",
                        state.name(),
                        Database.cut(path),
                        Database.cut(failure),
                        database.now(),
                        snapshot.id())
                .update();
    }

    private static Snapshot snapshot(ResultSet row, int index) throws SQLException {
        return new Snapshot(
                row.getString("id"),
                row.getString("job_id"),
                row.getInt("attempt"),
                row.getString("operation"),
                Snapshot.Kind.valueOf(row.getString("kind")),
                Snapshot.Reason.valueOf(row.getString("reason")),
                Snapshot.State.valueOf(row.getString("state")),
                row.getString("path"),
                row.getString("failure"),
                Database.instant(row, "asked_at"),
                Database.instantOrNull(row, "ended_at"));
    }
}
