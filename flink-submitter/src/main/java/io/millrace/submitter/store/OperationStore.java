package io.millrace.submitter.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** What was asked of jobs: one operation a job is under way at a time. */
public final class OperationStore {

    private final Database database;
    private final Ids ids;

    OperationStore(Database database, Ids ids) {
        this.database = database;
        this.ids = ids;
    }

    /** Those under way, of all jobs. */
    public List<Operation> open() {
        return database.sql("SELECT * FROM operation WHERE open_job IS NOT NULL")
                .query(OperationStore::operation)
                .list();
    }

    public Optional<Operation> operation(String id) {
        return database.sql("SELECT * FROM operation WHERE id = ?", id)
                .query(OperationStore::operation)
                .optional();
    }

    /** The newest one of a job. */
    public Optional<Operation> newest(String jobId) {
        return database.sql(
                        "SELECT * FROM operation WHERE job_id = ? ORDER BY number DESC FETCH FIRST 1 ROW ONLY", jobId)
                .query(OperationStore::operation)
                .optional();
    }

    /** Opens one in the place of the one under way, if there is one; the answer is its id. */
    public String open(Job job, Operation.Kind kind, int revision) {
        String id = ids.next();
        end(job.id(), Operation.State.FAILED, "Another command took its place: " + kind + ".");
        database.sql(
                        "INSERT INTO operation (id, job_id, kind, state, open_job, revision, attempt, asked_at)"
                                + " VALUES (?, ?, ?, 'RUNNING', ?, ?, ?, ?)",
                        id,
                        job.id(),
                        kind.name(),
                        job.id(),
                        revision,
                        job.attempt().number(),
                        database.now())
                .update();
        return id;
    }

    /** Ends that one, if it is still under way; says whether it was. */
    public boolean end(Operation operation, Operation.State state, String detail) {
        return end("id = ? AND open_job IS NOT NULL", operation.id(), state, detail);
    }

    /** Ends the one of the job that is under way; says whether there was one. */
    public boolean end(String jobId, Operation.State state, String detail) {
        return end("open_job = ?", jobId, state, detail);
    }

    private boolean end(String which, String id, Operation.State state, String detail) {
        return database.sql(
                                "UPDATE operation SET state = ?, open_job = NULL, detail = ?, ended_at = ? WHERE "
                                        + which,
                                state.name(),
                                Database.cut(detail),
                                database.now(),
                                id)
                        .update()
                == 1;
    }

    private static Operation operation(ResultSet row, int index) throws SQLException {
        return new Operation(
                row.getString("id"),
                row.getString("job_id"),
                Operation.Kind.valueOf(row.getString("kind")),
                Operation.State.valueOf(row.getString("state")),
                row.getInt("revision"),
                row.getInt("attempt"),
                row.getString("detail"),
                Database.instant(row, "asked_at"),
                Database.instantOrNull(row, "ended_at"));
    }
}
