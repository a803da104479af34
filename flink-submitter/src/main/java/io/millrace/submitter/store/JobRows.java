package io.millrace.submitter.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.springframework.jdbc.core.RowMapper;
import tools.jackson.databind.json.JsonMapper;

/** Reads a job joined with its newest attempt. */
record JobRows(JsonMapper json) implements RowMapper<Job> {

    @Override
    public Job mapRow(ResultSet row, int index) throws SQLException {
        Attempt attempt = new Attempt(
                row.getString("job_id"),
                row.getInt("number"),
                row.getString("flink_job_id"),
                AttemptState.valueOf(row.getString("state")),
                row.getString("restored_from"),
                row.getString("stop_trigger"),
                row.getString("savepoint"),
                row.getString("checkpoint"),
                row.getString("note"),
                instant(row, "created_at"));
        return new Job(
                row.getString("id"),
                row.getString("name"),
                json.readValue(row.getString("spec"), JobSpec.class),
                Desired.valueOf(row.getString("desired")),
                attempt,
                instant(row, "declared_at"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
