package io.millrace.consumer.result;

import io.millrace.consumer.settings.ResultSettings;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The results on disk, by id: the last one that came under an id is the one that is kept. */
final class ResultStore {
    private static final int CHUNK = 1000;

    /** An answer of results has so many characters at most. */
    static final int MOST_CHARACTERS = 8 << 20;

    private static final String UPSERT = "MERGE INTO result (id, kind, shown_as, happened_at, dimension, item, json)"
            + " KEY (id) VALUES (?, ?, ?, ?, ?, ?, ?)";

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final ResultSettings settings;
    private final InstantSource clock;
    private final Consumer<ReceivedResult> watchers;

    /**
     * A store in a database that has its table.
     *
     * @param watchers told of every result that is stored, once it is on disk
     */
    ResultStore(DataSource database, ResultSettings settings, InstantSource clock, Consumer<ReceivedResult> watchers) {
        this.jdbc = new JdbcTemplate(database);
        this.transaction = new TransactionTemplate(new DataSourceTransactionManager(database));
        this.settings = settings;
        this.clock = clock;
        this.watchers = watchers;
    }

    /** Stores results in one transaction; they are on disk when it returns. One request at a time. */
    synchronized Stored store(List<ReceivedResult> results) {
        Instant oldest = oldest();
        Map<String, ReceivedResult> byId = new LinkedHashMap<>();
        int ignored = 0;
        for (ReceivedResult result : results) {
            if (result.time().isBefore(oldest)) {
                ignored++;
            } else {
                byId.put(result.id(), result);
            }
        }
        List<ReceivedResult> changes = new ArrayList<>();
        transaction.executeWithoutResult(status -> {
            changes.addAll(changes(byId));
            write(changes);
            forget(oldest);
        });
        changes.forEach(watchers);
        return new Stored(results.size(), changes.size(), results.size() - ignored - changes.size(), ignored);
    }

    private List<ReceivedResult> changes(Map<String, ReceivedResult> byId) {
        Map<String, String> kept = new HashMap<>();
        List<String> ids = List.copyOf(byId.keySet());
        for (int from = 0; from < ids.size(); from += CHUNK) {
            Object chunk = ids.subList(from, Math.min(ids.size(), from + CHUNK)).toArray(String[]::new);
            jdbc.query(
                    "SELECT id, json FROM result WHERE id = ANY(?)",
                    row -> {
                        kept.put(row.getString("id"), row.getString("json"));
                    },
                    chunk);
        }
        return byId.values().stream()
                .filter(result -> !result.json().equals(kept.get(result.id())))
                .toList();
    }

    private void write(Collection<ReceivedResult> results) {
        jdbc.batchUpdate(UPSERT, results, CHUNK, (statement, result) -> {
            statement.setString(1, result.id());
            statement.setString(2, result.kind());
            statement.setString(3, result.view().name());
            statement.setObject(4, utc(result.time()));
            statement.setString(5, result.dimension());
            statement.setString(6, result.key());
            statement.setString(7, result.json());
        });
    }

    private void forget(Instant oldest) {
        jdbc.update("DELETE FROM result WHERE happened_at < ?", utc(oldest));
        long tooMany = count() - settings.keep();
        if (tooMany > 0) {
            jdbc.query(
                    "SELECT happened_at, id FROM result ORDER BY happened_at, id OFFSET ? ROWS FETCH FIRST 1 ROW ONLY",
                    row -> {
                        forgetBefore(row.getObject("happened_at", OffsetDateTime.class), row.getString("id"));
                    },
                    tooMany);
        }
    }

    private void forgetBefore(OffsetDateTime time, String id) {
        jdbc.update("DELETE FROM result WHERE happened_at < ?", time);
        jdbc.update("DELETE FROM result WHERE happened_at = ? AND id < ?", time, id);
    }

    /**
     * Returns the JSON of the results that are chosen, newest first; none from beyond the horizon, and fewer than asked for where
     * they would have more than {@link #MOST_CHARACTERS}.
     */
    List<String> newest(ResultQuery query) {
        StringBuilder sql = new StringBuilder("SELECT json FROM result WHERE happened_at >= ?");
        List<Object> values = new ArrayList<>(List.of(utc(oldest())));
        List<String> order = new ArrayList<>();
        if (query.view() != null) {
            where("shown_as", query.view().name(), sql, values, order);
        }
        where("kind", query.filter().kind(), sql, values, query.view() == null ? order : new ArrayList<>());
        where("dimension", query.filter().dimension(), sql, values, order);
        where("item", query.filter().key(), sql, values, new ArrayList<>());
        if (query.after() != null) {
            sql.append(" AND happened_at > ?");
            values.add(utc(query.after()));
        }
        if (query.until() != null) {
            sql.append(" AND happened_at <= ?");
            values.add(utc(query.until()));
        }
        // The order begins with what is the same in all rows, as only then H2 takes it from an index.
        order.add("happened_at DESC, id");
        sql.append(" ORDER BY ").append(String.join(", ", order)).append(" FETCH FIRST ? ROWS ONLY");
        values.add(query.limit());
        return jdbc.query(sql.toString(), ResultStore::firstOf, values.toArray());
    }

    private static List<String> firstOf(ResultSet rows) throws SQLException {
        List<String> results = new ArrayList<>();
        long characters = 0;
        while (rows.next()) {
            String json = rows.getString("json");
            characters += json.length();
            if (characters > MOST_CHARACTERS) {
                break;
            }
            results.add(json);
        }
        return results;
    }

    private static void where(
            String column, @Nullable String value, StringBuilder sql, List<Object> values, List<String> order) {
        if (value != null) {
            sql.append(" AND ").append(column).append(" = ?");
            values.add(value);
            order.add(column);
        }
    }

    /** Results on disk. Fails when the database does not answer. */
    long count() {
        Long count = jdbc.queryForObject("SELECT COUNT(*) FROM result", Long.class);
        return count == null ? 0 : count;
    }

    private Instant oldest() {
        return clock.instant().minus(settings.horizon());
    }

    private static OffsetDateTime utc(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }
}
