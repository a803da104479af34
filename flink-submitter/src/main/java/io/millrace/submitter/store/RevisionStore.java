package io.millrace.submitter.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/** What jobs are and were. */
public final class RevisionStore {

    private static final String SELECT = """
        SELECT number AS w_number, spec AS w_spec, stable_at AS w_stable_at, rejected AS w_rejected,
               created_at AS w_created_at
        FROM revision WHERE job_id = ?
        """;

    private final Database database;
    private final JsonMapper json;

    RevisionStore(Database database, JsonMapper json) {
        this.database = database;
        this.json = json;
    }

    /** All of a job's revisions, newest first. */
    public List<Revision> revisions(String jobId) {
        return revisions(jobId, Integer.MAX_VALUE);
    }

    /** A job's newest revisions, newest first. */
    public List<Revision> revisions(String jobId, int limit) {
        return database.sql(SELECT + " ORDER BY number DESC FETCH FIRST " + limit + " ROWS ONLY", jobId)
                .query((row, index) -> revision(row, "w_"))
                .list();
    }

    /** What a job was declared as. */
    public Revision declared(Job job) {
        return database.sql(SELECT + " AND number = 1", job.id())
                .query((row, index) -> revision(row, "w_"))
                .single();
    }

    /** The revision and those that differ from it in nothing but the width: either takes up the state of the other. */
    public Set<Integer> alike(String jobId, int revision) {
        List<Revision> all = revisions(jobId);
        return all.stream()
                .filter(one -> one.number() == revision)
                .flatMap(one -> all.stream().filter(other -> one.spec().alike(other.spec())))
                .map(Revision::number)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Adds a revision; the answer is its number. */
    public int add(Job job, JobSpec spec) {
        int number = database.sql("SELECT MAX(number) FROM revision WHERE job_id = ?", job.id())
                        .query(Integer.class)
                        .single()
                + 1;
        insert(job.id(), number, spec);
        return number;
    }

    /** Notes that the job's attempt, and so its revision, was found stable: never before it was made. */
    public void markStable(Job job) {
        OffsetDateTime made = Database.stored(job.attempt().createdAt());
        OffsetDateTime now = database.now();
        database.sql(
                        "UPDATE revision SET stable_at = ?, rejected = NULL WHERE job_id = ? AND number = ?",
                        now.isBefore(made) ? made : now,
                        job.id(),
                        job.running().number())
                .update();
    }

    /** Notes why the revision was rolled back. */
    public void reject(String jobId, int revision, String why) {
        database.sql(
                        "UPDATE revision SET rejected = ? WHERE job_id = ? AND number = ?",
                        Database.cut(why),
                        jobId,
                        revision)
                .update();
    }

    void insert(String jobId, int number, JobSpec spec) {
        database.sql(
                        "INSERT INTO revision (job_id, number, spec, created_at) VALUES (?, ?, ?, ?)",
                        jobId,
                        number,
                        json.writeValueAsString(spec),
                        database.now())
                .update();
    }

    /** @param prefix of the names of its columns */
    Revision revision(ResultSet row, String prefix) throws SQLException {
        return new Revision(
                row.getInt(prefix + "number"),
                json.readValue(row.getString(prefix + "spec"), JobSpec.class),
                Database.instantOrNull(row, prefix + "stable_at"),
                row.getString(prefix + "rejected"),
                Database.instant(row, prefix + "created_at"));
    }
}
