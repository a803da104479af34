package io.millrace.submitter.store;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/**
 * Jobs and attempts on disk. Every method is one transaction, committed and on disk when it returns.
 *
 * <p>Changes of an attempt name the state they start from, so that a command that came in between is never undone.
 */
public final class JobStore {

    private static final String SELECT = """
            SELECT j.id, j.name, j.spec, j.desired, j.created_at AS declared_at, a.*
            FROM job j JOIN attempt a ON a.job_id = j.id
            WHERE j.live_name IS NOT NULL
              AND a.number = (SELECT MAX(number) FROM attempt WHERE job_id = j.id)
            """;

    /** As wide as the column of notes; paths are refused or made shorter. */
    private static final int LONGEST_TEXT = 2000;

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final JsonMapper json;
    private final JobRows rows;
    private final Clock clock;
    private final Ids ids;

    JobStore(JdbcClient jdbc, TransactionTemplate transaction, JsonMapper json, Clock clock, Ids ids) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.json = json;
        this.rows = new JobRows(json);
        this.clock = clock;
        this.ids = ids;
    }

    /** All jobs that are not deleted, oldest first. */
    public List<Job> jobs() {
        return jdbc.sql(SELECT + " ORDER BY j.created_at, j.id").query(rows).list();
    }

    public Optional<Job> job(String id) {
        return jdbc.sql(SELECT + " AND j.id = ?").param(id).query(rows).optional();
    }

    public Optional<Job> jobNamed(String name) {
        return jdbc.sql(SELECT + " AND j.live_name = ?").param(name).query(rows).optional();
    }

    public Optional<Job> jobOfKey(String idempotencyKey) {
        return jdbc.sql(SELECT + " AND j.idempotency_key = ?")
                .param(idempotencyKey)
                .query(rows)
                .optional();
    }

    /** Whether a job of that name was ever declared, deleted ones included. */
    public boolean everDeclared(String name) {
        return jdbc.sql("SELECT COUNT(*) FROM job WHERE name = ?")
                        .param(name)
                        .query(Integer.class)
                        .single()
                > 0;
    }

    /** Flink job ids of attempts that ended, whatever became of their jobs. */
    public Set<String> endedFlinkJobIds() {
        return jdbc.sql("SELECT flink_job_id FROM attempt WHERE live_job IS NULL").query(String.class).list().stream()
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Stores a job with its first attempt.
     *
     * @return its id; empty when a job of that name exists, or that idempotency key was used
     */
    public Optional<String> declare(NewJob job) {
        String id = ids.next();
        try {
            transaction.executeWithoutResult(status -> {
                sql(
                                "INSERT INTO job (id, name, live_name, spec, desired, idempotency_key, created_at)"
                                        + " VALUES (?, ?, ?, ?, ?, ?, ?)",
                                id,
                                job.name(),
                                job.name(),
                                json.writeValueAsString(job.spec()),
                                Desired.RUNNING.name(),
                                job.idempotencyKey(),
                                now())
                        .update();
                insertAttempt(id, 1, job.spec().savepoint());
            });
            return Optional.of(id);
        } catch (DuplicateKeyException exists) {
            return Optional.empty();
        }
    }

    /** Changes what is wanted, unless that changed meanwhile; says whether it did. */
    public boolean want(String jobId, Desired from, Desired to) {
        return jdbc.sql("UPDATE job SET desired = ? WHERE id = ? AND desired = ? AND live_name IS NOT NULL")
                        .params(to.name(), jobId, from.name())
                        .update()
                == 1;
    }

    /** Wants an ended job running again: a new attempt from the given state. False when one is live already. */
    public boolean resume(Attempt ended, @Nullable String restoreFrom) {
        try {
            return Boolean.TRUE.equals(transaction.execute(status -> {
                int jobs = jdbc.sql("UPDATE job SET desired = 'RUNNING' WHERE id = ? AND live_name IS NOT NULL")
                        .param(ended.jobId())
                        .update();
                if (jobs == 1) {
                    insertAttempt(ended.jobId(), ended.number() + 1, restoreFrom);
                }
                return jobs == 1;
            }));
        } catch (DuplicateKeyException live) {
            return false;
        }
    }

    /** Closes a lost attempt and adds the next one, from the given state. */
    public void replace(Attempt lost, @Nullable String restoreFrom) {
        transaction.executeWithoutResult(status -> {
            if (end(lost, AttemptState.LOST, null)) {
                insertAttempt(lost.jobId(), lost.number() + 1, restoreFrom);
            }
        });
    }

    /** Moves a live attempt on, unless it is not in the state given any more; says whether it did. */
    public boolean advance(Attempt attempt, AttemptState to) {
        return jdbc.sql("UPDATE attempt SET state = ?, note = NULL WHERE job_id = ? AND number = ? AND state = ?")
                        .params(
                                to.name(),
                                attempt.jobId(),
                                attempt.number(),
                                attempt.state().name())
                        .update()
                == 1;
    }

    /** Ends an attempt, unless it has ended; says whether it did. */
    public boolean end(Attempt attempt, AttemptState outcome, @Nullable String note) {
        return sql(
                                "UPDATE attempt SET state = ?, note = ?, live_job = NULL"
                                        + " WHERE job_id = ? AND number = ? AND live_job IS NOT NULL",
                                outcome.name(),
                                cut(note),
                                attempt.jobId(),
                                attempt.number())
                        .update()
                == 1;
    }

    /** Respects that somebody else cancels the job: nobody starts another attempt. This one is live until it ends. */
    public void respectCancel(Attempt attempt, String note) {
        transaction.executeWithoutResult(status -> {
            jdbc.sql("UPDATE job SET desired = 'CANCELLED' WHERE id = ?")
                    .param(attempt.jobId())
                    .update();
            set(attempt, "note", note);
        });
    }

    /** Gives up a stop that failed: the job goes on, and the note says why. */
    public void giveUpStop(Attempt attempt, String note) {
        transaction.executeWithoutResult(status -> {
            want(attempt.jobId(), Desired.STOPPED, Desired.RUNNING);
            set(attempt, "stop_trigger", null);
            set(attempt, "note", note);
        });
    }

    /** Commits the id of a stop before Flink is asked for it. */
    public String stopTrigger(Attempt attempt) {
        String trigger = ids.next();
        set(attempt, "stop_trigger", trigger);
        return trigger;
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

    /** Forgets a job but for its name. False when an attempt is live. */
    public boolean delete(String jobId) {
        return jdbc.sql("UPDATE job SET live_name = NULL WHERE id = ?"
                                + " AND NOT EXISTS (SELECT 1 FROM attempt WHERE live_job = job.id)")
                        .param(jobId)
                        .update()
                == 1;
    }

    /** Fails when the database does not answer. */
    public void check() {
        jdbc.sql("SELECT 1").query(Integer.class).single();
    }

    private void set(Attempt attempt, String column, @Nullable String value) {
        sql(
                        "UPDATE attempt SET " + column + " = ? WHERE job_id = ? AND number = ?",
                        cut(value),
                        attempt.jobId(),
                        attempt.number())
                .update();
    }

    private void insertAttempt(String jobId, int number, @Nullable String restoredFrom) {
        sql(
                        "INSERT INTO attempt (job_id, number, flink_job_id, live_job, state, restored_from, created_at)"
                                + " VALUES (?, ?, ?, ?, ?, ?, ?)",
                        jobId,
                        number,
                        ids.next(),
                        jobId,
                        AttemptState.NEW.name(),
                        restoredFrom,
                        now())
                .update();
    }

    private JdbcClient.StatementSpec sql(String sql, @Nullable Object... values) {
        JdbcClient.StatementSpec statement = jdbc.sql(sql);
        for (Object value : values) {
            statement = statement.param(value);
        }
        return statement;
    }

    private static @Nullable String cut(@Nullable String text) {
        return text == null || text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT);
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
