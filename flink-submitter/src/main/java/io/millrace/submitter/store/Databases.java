package io.millrace.submitter.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** What the store is made of: connections to a file of H2 or to PostgreSQL, the lease on them, and what is kept there. */
final class Databases {

    /** Whose file it is; no secret, as whoever reads the file reads all. */
    static final String FILE_USER = "submitter";

    private static final Duration CONNECT = Duration.ofSeconds(3);
    private static final String POSTGRESQL = "jdbc:postgresql:";

    private Databases() {}

    /** The database in a file of that folder. */
    static String fileUrl(Path folder) {
        // WRITE_DELAY=0: by default H2 writes a commit up to half a second later, and a kill loses it.
        // DB_CLOSE_ON_EXIT=FALSE: else H2 closes the file from a shutdown hook of its own, under the running loop.
        return "jdbc:h2:file:" + folder.toAbsolutePath().normalize().resolve("submitter")
                + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE";
    }

    /** A pool that connects when somebody asks, so that a submitter starts without its database, and outlives it. */
    static HikariDataSource source(String url, String user, String password) {
        HikariConfig pool = new HikariConfig();
        pool.setPoolName("submitter-store");
        pool.setJdbcUrl(url);
        pool.setUsername(user);
        pool.setPassword(password);
        pool.setMinimumIdle(0);
        pool.setInitializationFailTimeout(-1);
        pool.setConnectionTimeout(CONNECT.toMillis());
        pool.setExceptionOverrideClassName(ClosedDatabase.class.getName());
        if (url.startsWith(POSTGRESQL)) {
            // By default the driver waits for ever for the answer of a machine that is gone,
            pool.addDataSourceProperty("connectTimeout", "3");
            pool.addDataSourceProperty("socketTimeout", "10");
            // and the server keeps the locks of one for two hours.
            pool.addDataSourceProperty(
                    "options", "-c tcp_keepalives_idle=10 -c tcp_keepalives_interval=5 -c tcp_keepalives_count=3");
        }
        return new HikariDataSource(pool);
    }

    /** The right to act, which nobody has taken yet; with it comes the migration. */
    static Lease lease(HikariDataSource source, Clock clock) {
        boolean advisory = source.getJdbcUrl().startsWith(POSTGRESQL);
        return new Lease(
                source,
                advisory,
                () -> migrate(source),
                "process " + ProcessHandle.current().pid(),
                clock);
    }

    /**
     * All that is stored.
     *
     * @param notifying whether somebody is to be told of transitions
     */
    static Book book(DataSource source, Lease lease, Clock clock, Ids ids, boolean notifying, EventCounter counter) {
        var transactions = new TransactionTemplate(new JdbcTransactionManager(source));
        Database database = new Database(JdbcClient.create(source), transactions, lease, clock);
        JsonMapper json = new JsonMapper();
        AttemptStore attempts = new AttemptStore(database, json, ids);
        RevisionStore revisions = new RevisionStore(database, json);
        EventStore events = new EventStore(database, notifying, counter);
        return new Book(
                database,
                new JobStore(database, attempts, revisions, events, ids),
                revisions,
                attempts,
                new SnapshotStore(database, ids),
                new OperationStore(database, ids),
                events,
                new ClusterStore(database),
                new ArtifactStore(database));
    }

    private static void migrate(DataSource source) {
        Flyway.configure(Databases.class.getClassLoader())
                .dataSource(source)
                .locations("classpath:io/millrace/submitter/store")
                .load()
                .migrate();
    }
}
