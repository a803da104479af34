package io.millrace.submitter.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The right to act: one submitter at a time has it.
 *
 * <p>It is held by a connection. On PostgreSQL an advisory lock goes with that connection; on H2 the lock on the file of
 * the database does, which the process holds as long as it has a connection. Each taking of it makes a new epoch, which
 * every change of the acting submitter names ({@link Database#acting}): so one that has lost it without noticing
 * changes nothing.
 */
public final class Lease implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Lease.class);

    /** Any number that other users of the database are not likely to lock. */
    private static final long LOCK = 0x6d696c6c72616365L;

    private static final int SECONDS_TO_ANSWER = 5;

    private final DataSource source;
    private final boolean advisory;
    private final Runnable migration;
    private final String holder;
    private final Clock clock;

    private @Nullable Connection connection;
    private @Nullable String reason;
    private volatile long epoch;

    /**
     * @param advisory whether the database has PostgreSQL's advisory locks; else whoever can open it may act
     * @param migration brings the database to the form this version knows, before anything else is done with it
     * @param holder who takes it, for people
     */
    Lease(DataSource source, boolean advisory, Runnable migration, String holder, Clock clock) {
        this.source = source;
        this.advisory = advisory;
        this.migration = migration;
        this.holder = holder;
        this.clock = clock;
    }

    /** Takes it, or makes sure of it; false while somebody else has it or the database does not answer. */
    public synchronized boolean hold() {
        Connection held = connection;
        if (held != null && alive(held)) {
            return true;
        }
        drop();
        try {
            take();
        } catch (SQLException | RuntimeException failure) {
            standBy(root(failure));
        }
        return epoch != 0;
    }

    /** Whether this submitter may act, as far as it knows. */
    public boolean held() {
        return epoch != 0;
    }

    /** The epoch this submitter holds; 0 when it holds none. */
    long epoch() {
        return epoch;
    }

    private void take() throws SQLException {
        Connection taken = source.getConnection();
        connection = taken;
        if (advisory && !lock(taken)) {
            drop();
            standBy("another submitter acts");
            return;
        }
        migration.run();
        epoch = next(taken);
        reason = null;
        log.info("This submitter acts now (epoch {})", epoch);
    }

    private static boolean lock(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT pg_try_advisory_lock(" + LOCK + ")")) {
            return row.next() && row.getBoolean(1);
        }
    }

    private long next(Connection connection) throws SQLException {
        String advance = "UPDATE lease SET epoch = epoch + 1, holder = ?, since = ? WHERE id = 1";
        try (PreparedStatement update = connection.prepareStatement(advance)) {
            update.setString(1, holder);
            update.setObject(2, Database.stored(clock.instant()));
            update.executeUpdate();
        }
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT epoch FROM lease WHERE id = 1")) {
            if (!row.next()) {
                throw new SQLException("the table 'lease' has lost its row");
            }
            return row.getLong(1);
        }
    }

    /** Asked for something: a connection of H2 counts as valid even when its database has closed itself. */
    private static boolean alive(Connection connection) {
        try (Statement statement = connection.createStatement()) {
            statement.setQueryTimeout(SECONDS_TO_ANSWER);
            return statement.execute("SELECT 1");
        } catch (SQLException invalid) {
            return false;
        }
    }

    /** Said once for each reason, not at every try. */
    private void standBy(String why) {
        drop();
        if (!why.equals(reason)) {
            log.warn("This submitter stands by: {}", why);
            reason = why;
        }
    }

    /** Why it does not act; absent while it does, and before it has tried. */
    public synchronized @Nullable String reason() {
        return reason;
    }

    private void drop() {
        epoch = 0;
        Connection dropped = connection;
        connection = null;
        if (dropped == null) {
            return;
        }
        try (dropped) {
            if (advisory && dropped.isValid(1)) {
                // The pool keeps the connection, and the lock would stay with it.
                dropped.createStatement().execute("SELECT pg_advisory_unlock_all()");
            }
        } catch (SQLException broken) {
            log.debug("The lease's connection broke: {}", broken.getMessage());
        }
    }

    private static String root(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage());
    }

    @Override
    public synchronized void close() {
        drop();
    }
}
