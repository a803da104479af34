package io.millrace.submitter.store;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.opentest4j.TestAbortedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;

/**
 * A PostgreSQL of the tests' own: on a free port of the loopback interface, its files in a temporary folder. It is
 * stopped and its files are removed at the latest when the JVM ends.
 */
public final class PostgresServer implements AutoCloseable {

    /** Who may do everything in it, without a password. */
    public static final String USER = "postgres";

    private static final Logger log = LoggerFactory.getLogger(PostgresServer.class);

    private final Path folder;
    private final AtomicInteger databases = new AtomicInteger();
    private @Nullable EmbeddedPostgres server;
    private int port;

    private PostgresServer(Path folder) {
        this.folder = folder;
    }

    /**
     * The one that all tests of this JVM share.
     *
     * @throws TestAbortedException where none can run: the test is skipped
     */
    public static PostgresServer shared() {
        if (Shared.SERVER == null) {
            throw new TestAbortedException(Shared.REASON);
        }
        return Shared.SERVER;
    }

    /**
     * One of the test's own.
     *
     * @throws TestAbortedException where none can run: the test is skipped
     */
    public static PostgresServer start() {
        try {
            PostgresServer started = new PostgresServer(Files.createTempDirectory("submitter-postgres"));
            Runtime.getRuntime().addShutdownHook(new Thread(started::close, "postgres-closer"));
            started.restart();
            return started;
        } catch (IOException | RuntimeException | ExceptionInInitializerError failure) {
            String reason = "PostgreSQL cannot run here, tests that need it are skipped: " + failure;
            log.warn(reason);
            throw new TestAbortedException(reason, failure);
        }
    }

    /** Starts it where it was stopped: with the same data, on the same port. */
    public synchronized void restart() throws IOException {
        EmbeddedPostgres started = EmbeddedPostgres.builder()
                .setDataDirectory(folder.resolve("data"))
                .setCleanDataDirectory(false)
                .setRegisterShutdownHook(false)
                .setServerConfig("unix_socket_directories", "")
                .setPGStartupWait(Duration.ofMinutes(1))
                .setPort(port)
                .start();
        server = started;
        port = started.getPort();
    }

    /** Stops it, with whatever is connected. */
    public synchronized void stop() {
        EmbeddedPostgres stopping = server;
        server = null;
        if (stopping == null) {
            return;
        }
        try {
            stopping.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The address of a database that nobody has used. */
    public String freshDatabase() {
        String name = "fresh_" + databases.incrementAndGet();
        execute("CREATE DATABASE " + name);
        return "jdbc:postgresql://localhost:" + port + "/" + name;
    }

    /** Breaks the connection that holds an advisory lock there; its owner notices when it uses it. */
    public void breakLock(String url) {
        String name = url.substring(url.lastIndexOf('/') + 1);
        execute("SELECT pg_terminate_backend(l.pid) FROM pg_locks l JOIN pg_database d ON d.oid = l.database"
                + " WHERE l.locktype = 'advisory' AND d.datname = '" + name + "'");
    }

    private synchronized void execute(String sql) {
        EmbeddedPostgres running = server;
        if (running == null) {
            throw new IllegalStateException("The server is stopped");
        }
        try (Connection connection = running.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    @Override
    public synchronized void close() {
        stop();
        try {
            FileSystemUtils.deleteRecursively(folder);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static final class Shared {

        static final @Nullable PostgresServer SERVER;
        static final @Nullable String REASON;

        static {
            PostgresServer started = null;
            String reason = null;
            try {
                started = start();
            } catch (TestAbortedException impossible) {
                reason = impossible.getMessage();
            }
            SERVER = started;
            REASON = reason;
        }
    }
}
