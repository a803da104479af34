package io.millrace.submitter.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Statements and transactions, which nest: what is done inside another transaction is committed with it. A transaction
 * is on disk when it returns.
 */
public final class Database {

    /** As wide as the columns of words; longer ones are cut. */
    private static final int LONGEST_TEXT = 2000;

    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final Lease lease;
    private final Clock clock;

    Database(JdbcClient jdbc, TransactionTemplate transactions, Lease lease, Clock clock) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.lease = lease;
        this.clock = clock;
    }

    /** One transaction, of whoever answers a request. */
    public <T> T transaction(Supplier<T> work) {
        T result = transactions.execute(status -> work.get());
        if (result == null) {
            throw new IllegalStateException("a transaction answers something");
        }
        return result;
    }

    /**
     * One transaction of whoever acts: nothing is changed once another submitter has taken over.
     *
     * @throws LeaseLostException when one has
     */
    public void acting(Runnable work) {
        transactions.executeWithoutResult(status -> {
            boolean holds = jdbc.sql("SELECT epoch FROM lease WHERE id = 1 AND epoch = ? FOR UPDATE")
                    .param(lease.epoch())
                    .query(Long.class)
                    .optional()
                    .isPresent();
            if (!holds) {
                throw new LeaseLostException();
            }
            work.run();
        });
    }

    JdbcClient.StatementSpec sql(String sql, @Nullable Object... values) {
        JdbcClient.StatementSpec statement = jdbc.sql(sql);
        for (int i = 0; i < values.length; i++) {
            statement = statement.param(i + 1, values[i]);
        }
        return statement;
    }

    /** Fails when the database does not answer. */
    public void check() {
        jdbc.sql("SELECT 1").query(Integer.class).single();
    }

    /** Databases keep microseconds. */
    OffsetDateTime now() {
        return stored(clock.instant());
    }

    static OffsetDateTime stored(Instant time) {
        return OffsetDateTime.ofInstant(time.truncatedTo(ChronoUnit.MICROS), ZoneOffset.UTC);
    }

    static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    static @Nullable Instant instantOrNull(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    /** Fits the columns of words; the one character which PostgreSQL does not keep becomes the mark of a bad one. */
    static @Nullable String cut(@Nullable String text) {
        if (text == null) {
            return null;
        }
        String kept = text.replace('\0', '\uFFFD');
        if (kept.length() <= LONGEST_TEXT) {
            return kept;
        }
        boolean splitsPair = Character.isHighSurrogate(kept.charAt(LONGEST_TEXT - 1));
        return kept.substring(0, splitsPair ? LONGEST_TEXT - 1 : LONGEST_TEXT);
    }
}
