package io.millrace.submitter.store;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Clock;
import java.util.List;
import java.util.Random;

/** A book in the memory of this process, and the lease on it. */
public final class MemoryBook implements AutoCloseable {

    private static final List<String> TABLES =
            List.of("event", "operation", "snapshot", "attempt", "revision", "job", "artifact", "cluster");

    private final HikariDataSource source;
    private final Lease lease;
    private final Book book;

    /** Opens an empty one. */
    public MemoryBook(Clock clock) {
        source = Databases.source("jdbc:h2:mem:" + new Ids(new Random()).next(), "sa", "");
        lease = Databases.lease(source, clock);
        book = Databases.book(source, lease, clock, new Ids(new Random(1)), false, EventCounter.NONE);
        if (!lease.hold()) {
            throw new IllegalStateException(String.valueOf(lease.reason()));
        }
    }

    public Book book() {
        return book;
    }

    public Lease lease() {
        return lease;
    }

    /** Empties it. */
    public void clear() {
        TABLES.forEach(table -> book.database().sql("DELETE FROM " + table).update());
    }

    @Override
    public void close() {
        lease.close();
        source.close();
    }
}
