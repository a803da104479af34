package io.millrace.submitter.store;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;

/** A submitter's store, as the submitter opens it; somebody is to be told of transitions. */
public final class TestStore implements AutoCloseable {

    /** The databases it can be kept in. */
    public enum Kind {
        H2,
        POSTGRESQL;

        /** The address of a fresh one. */
        public String fresh(Path folder) {
            return this == H2
                    ? Databases.fileUrl(folder)
                    : PostgresServer.shared().freshDatabase();
        }
    }

    private static final List<String> TABLES =
            List.of("event", "operation", "snapshot", "attempt", "revision", "job", "artifact", "cluster");

    private final HikariDataSource source;
    private final Lease lease;
    private final Book book;

    private TestStore(HikariDataSource source, Lease lease, Book book) {
        this.source = source;
        this.lease = lease;
        this.book = book;
    }

    /** One that does not act yet. */
    public static TestStore open(String url, Clock clock) {
        return open(url, clock, new SecureRandom());
    }

    private static TestStore open(String url, Clock clock, RandomGenerator random) {
        String user = url.startsWith("jdbc:h2:") ? Databases.FILE_USER : PostgresServer.USER;
        HikariDataSource source = Databases.source(url, user, "");
        Lease lease = Databases.lease(source, clock);
        return new TestStore(
                source, lease, Databases.book(source, lease, clock, new Ids(random), true, EventCounter.NONE));
    }

    /** One that acts, in a file of H2. */
    public static TestStore acting(Path folder, Clock clock) {
        return acting(open(Databases.fileUrl(folder), clock));
    }

    /** One that acts, in the memory of this process; the same ids each time. */
    public static TestStore inMemory(Clock clock) {
        String name = new Ids(new SecureRandom()).next();
        return acting(open("jdbc:h2:mem:" + name, clock, new Random(1)));
    }

    private static TestStore acting(TestStore store) {
        if (!store.lease.hold()) {
            throw new IllegalStateException(store.lease.reason());
        }
        return store;
    }

    public Lease lease() {
        return lease;
    }

    public Book book() {
        return book;
    }

    /** Empties it. */
    public void clear() {
        TABLES.forEach(table -> book.database().sql("DELETE FROM " + table).update());
    }

    /** The details of all events of a type, in their order. */
    public List<String> details(EventType type) {
        return book.database()
                .sql("SELECT detail FROM event WHERE type = ? ORDER BY number", type.name())
                .query(String.class)
                .list();
    }

    @Override
    public void close() {
        lease.close();
        source.close();
    }
}
