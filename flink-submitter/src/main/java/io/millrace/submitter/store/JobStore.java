package io.millrace.submitter.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;
import tools.jackson.core.JacksonException;

/** Declared jobs. */
public final class JobStore {

    private static final Logger log = LoggerFactory.getLogger(JobStore.class);

    private static final String SELECT = """
        SELECT j.id AS j_id, j.name AS j_name, j.generation AS j_generation, j.desired AS j_desired,
               j.dispose AS j_dispose, j.created_at AS j_created_at,
               w.number AS w_number, w.spec AS w_spec, w.stable_at AS w_stable_at, w.rejected AS w_rejected,
               w.created_at AS w_created_at,
               r.number AS r_number, r.spec AS r_spec, r.stable_at AS r_stable_at, r.rejected AS r_rejected,
               r.created_at AS r_created_at,
               (SELECT f.number FROM revision f
                 WHERE f.job_id = j.id AND f.stable_at IS NOT NULL AND f.number <> r.number
                 ORDER BY f.stable_at DESC, f.number DESC FETCH FIRST 1 ROW ONLY) AS fallback,
               a.*
        FROM job j
        JOIN attempt a ON a.job_id = j.id
         AND a.number = (SELECT MAX(number) FROM attempt WHERE job_id = j.id)
        JOIN revision w ON w.job_id = j.id AND w.number = j.revision
        JOIN revision r ON r.job_id = j.id AND r.number = a.revision
        WHERE j.live_name IS NOT NULL
        """;

    private final Database database;
    private final AttemptStore attempts;
    private final RevisionStore revisions;
    private final EventStore events;
    private final Ids ids;
    private final Set<String> unread = ConcurrentHashMap.newKeySet();

    JobStore(Database database, AttemptStore attempts, RevisionStore revisions, EventStore events, Ids ids) {
        this.database = database;
        this.attempts = attempts;
        this.revisions = revisions;
        this.events = events;
        this.ids = ids;
    }

    /** All jobs that are not deleted, oldest first; one that cannot be read is left alone, and holds up no other. */
    public List<Job> jobs() {
        return database.sql(SELECT + " ORDER BY j.created_at, j.id").query(this::readable).list().stream()
                .flatMap(Optional::stream)
                .toList();
    }

    private Optional<Job> readable(ResultSet row, int index) throws SQLException {
        try {
            return Optional.of(read(row, index));
        } catch (JacksonException unreadable) {
            String id = row.getString("j_id");
            if (unread.add(id)) {
                log.error("The job {} is of no form this version knows, and is left alone", id, unreadable);
            }
            return Optional.empty();
        }
    }

    public Optional<Job> job(String id) {
        return database.sql(SELECT + " AND j.id = ?", id).query(this::read).optional();
    }

    public Optional<Job> jobNamed(String name) {
        return database.sql(SELECT + " AND j.live_name = ?", name)
                .query(this::read)
                .optional();
    }

    public Optional<Job> jobOfKey(String idempotencyKey) {
        return database.sql(SELECT + " AND j.idempotency_key = ?", idempotencyKey)
                .query(this::read)
                .optional();
    }

    /** A job that is not deleted and has a revision which runs the artifact. */
    public Optional<Job> jobUsing(String artifact) {
        return database.sql(
                        SELECT + " AND EXISTS (SELECT 1 FROM revision u WHERE u.job_id = j.id AND u.spec LIKE ?)"
                                + " ORDER BY j.created_at, j.id FETCH FIRST 1 ROW ONLY",
                        "%\"artifact\":\"" + artifact + "\"%")
                .query(this::read)
                .optional();
    }

    /** Whether a job of that name was ever declared, deleted ones included. */
    public boolean everDeclared(String name) {
        return database.sql("SELECT COUNT(*) FROM job WHERE name = ?", name)
                        .query(Integer.class)
                        .single()
                > 0;
    }

    /**
     * Stores a job with its first revision and attempt.
     *
     * @return its id; empty when a job of that name exists, or that idempotency key was used
     */
    public Optional<String> declare(NewJob job) {
        String id = ids.next();
        try {
            return Optional.of(database.transaction(() -> {
                database.sql(
                                "INSERT INTO job (id, name, live_name, generation, desired, revision, dispose,"
                                        + " idempotency_key, created_at) VALUES (?, ?, ?, 1, 'RUNNING', 1, FALSE, ?, ?)",
                                id,
                                job.name(),
                                job.name(),
                                job.idempotencyKey(),
                                database.now())
                        .update();
                revisions.insert(id, 1, job.spec());
                attempts.insert(id, 1, 1, Start.of(job.spec().savepoint(), false), 0);
                events.declared(id);
                return id;
            }));
        } catch (DuplicateKeyException exists) {
            return Optional.empty();
        }
    }

    /**
     * Changes what is wanted, unless that changed meanwhile; says whether it did.
     *
     * @param dispose whether savepoints go with a deleted job
     */
    public boolean want(Job job, Desired desired, int revision, boolean dispose) {
        return database.sql(
                                "UPDATE job SET desired = ?, revision = ?, dispose = ?, generation = generation + 1"
                                        + " WHERE id = ? AND generation = ? AND live_name IS NOT NULL",
                                desired.name(),
                                revision,
                                dispose,
                                job.id(),
                                job.generation())
                        .update()
                == 1;
    }

    /** Lets nobody else change the job until the transaction ends; false when somebody has, meanwhile. */
    public boolean hold(Job job) {
        return database.sql(
                        "SELECT id FROM job WHERE id = ? AND generation = ? AND live_name IS NOT NULL FOR UPDATE",
                        job.id(),
                        job.generation())
                .query(String.class)
                .optional()
                .isPresent();
    }

    /** Forgets a job but for its name and its audit. False when an attempt is live. */
    public boolean forget(String jobId) {
        return database.sql(
                                "UPDATE job SET live_name = NULL WHERE id = ?"
                                        + " AND NOT EXISTS (SELECT 1 FROM attempt WHERE live_job = job.id)",
                                jobId)
                        .update()
                == 1;
    }

    private Job read(ResultSet row, int index) throws SQLException {
        int fallback = row.getInt("fallback");
        @Nullable Integer known = row.wasNull() ? null : fallback;
        return new Job(
                row.getString("j_id"),
                row.getString("j_name"),
                row.getLong("j_generation"),
                Desired.valueOf(row.getString("j_desired")),
                revisions.revision(row, "w_"),
                revisions.revision(row, "r_"),
                known,
                row.getBoolean("j_dispose"),
                attempts.attempt(row, index),
                Database.instant(row, "j_created_at"));
    }
}
