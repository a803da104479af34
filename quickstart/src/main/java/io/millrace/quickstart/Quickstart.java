package io.millrace.quickstart;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What {@code quickstart.sh} runs: the whole pipeline until Ctrl-C. */
public final class Quickstart {

    private static final Duration REFRESH = Duration.ofSeconds(1);

    private final QuickstartOptions options;
    private final QuickstartSettings settings;
    private final StateFolders state;
    private final Console console;

    private Quickstart(QuickstartOptions options, QuickstartSettings settings) {
        this.options = options;
        this.settings = settings;
        StateFolders synthetic = new StateFolders(settings.data());
        this.state = options.replay() == null ? synthetic : synthetic.ofReplay();
        this.console = new Console(System.out, settings.terminal());
    }

    /**
     * Starts the pipeline and shows what it does, until the JVM is told to stop.
     *
     * @param arguments see {@link QuickstartOptions#USAGE}
     */
    public static void main(String[] arguments) {
        try {
            QuickstartOptions options = QuickstartOptions.parse(arguments);
            if (options.help()) {
                System.out.print(QuickstartOptions.USAGE);
                return;
            }
            new Quickstart(options, QuickstartSettings.from(System::getenv)).run();
        } catch (RuntimeException | Error failure) {
            // whatever it is: the threads of the parts would keep this JVM alive without the main one
            System.err.println("quickstart: " + lineOf(failure));
            System.exit(1);
        }
    }

    /** The one line about a failure: what {@link StartFailure} says; anything else is a defect, named by its class. */
    static String lineOf(Throwable failure) {
        return failure instanceof StartFailure
                ? String.valueOf(failure.getMessage())
                : "ended by an unexpected failure: "
                        + failure.toString().lines().findFirst().orElse("") + "; the log has the rest";
    }

    private void run() {
        Path jobJar = jobJar();
        PortCheck.requireFree(settings.ports());
        DataLock lock = DataLock.take(settings.data());
        prepareState();
        ServiceArguments arguments = new ServiceArguments(options, settings.ports(), state, jobJar);
        Pipeline pipeline = new Pipeline(arguments);
        AtomicInteger status = new AtomicInteger();
        stopAtTheEnd(pipeline, lock, status);
        console.print("Starting Millrace; its log is " + settings.log());
        try {
            pipeline.start();
            console.print(Addresses.of(settings, state));
            compareStoredJob(arguments.jobArguments());
            watch(pipeline);
        } catch (CancellationException stopped) {
            log().debug("stopped while starting", stopped);
        } catch (RuntimeException | Error failure) {
            // the console gets one line
            log().info("ends by a failure", failure);
            if (!pipeline.isStopping()) {
                status.set(1);
                throw failure;
            }
        }
    }

    private void compareStoredJob(List<String> wanted) {
        URI jobs = URI.create("http://127.0.0.1:" + settings.ports().submitter() + "/jobs");
        try {
            StoredJob.notice(new JsonClient(settings.token()).get(jobs), wanted).ifPresent(console::print);
        } catch (IOException failure) {
            log().warn("cannot compare the stored job with this start: {}", failure.getMessage());
        }
    }

    /** The build puts the job's jar beside the jar (or the folder) of these classes. */
    private static Path jobJar() {
        try {
            Path classes = Path.of(Quickstart.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            Path jar = classes.resolveSibling("flink-analytics.jar");
            if (!Files.isRegularFile(jar)) {
                throw new StartFailure("the job's jar is missing: " + jar + "; build it with mvn package");
            }
            return jar;
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException("the classes have no place on disk", impossible);
        }
    }

    private void prepareState() {
        if (options.fresh() || options.replay() != null) {
            state.delete();
        }
        try {
            Files.createDirectories(settings.log().getParent());
            Files.createDirectories(state.root());
        } catch (IOException failure) {
            throw new StartFailure("cannot write to " + settings.data() + " (" + failure + ")", failure);
        }
        QuickstartLogging.configure(settings);
    }

    /**
     * The JVM ends with 128 + the number of the signal unless it is halted with another status. Halting also spares
     * the hooks which Flink set for a JVM of its own.
     */
    private void stopAtTheEnd(Pipeline pipeline, DataLock lock, AtomicInteger status) {
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            if (status.get() == 0) {
                                console.print("Stopping.");
                            }
                            QuickstartLogging.quietWhileStopping();
                            pipeline.close();
                            if (status.get() == 0) {
                                console.print(
                                        options.replay() == null
                                                ? "Stopped; the next start goes on from here."
                                                : "Stopped; a replay starts anew each time.");
                            }
                            release(lock);
                            Runtime.getRuntime().halt(status.get());
                        },
                        "quickstart-stop"));
    }

    /** Not a constant: this class is loaded before its logging is configured. */
    private static Logger log() {
        return LoggerFactory.getLogger(Quickstart.class);
    }

    private static void release(DataLock lock) {
        try {
            lock.close();
        } catch (IOException failure) {
            // the end of the process gives it back all the same
            log().warn("cannot close the lock of the data folder", failure);
        }
    }

    private void watch(Pipeline pipeline) {
        FiguresReader reader = new FiguresReader(settings.ports(), settings.token());
        JobNotice notice = new JobNotice("http://localhost:" + settings.ports().submitter() + "/jobs says why");
        Figures before = reader.read();
        long readAt = System.nanoTime();
        while (pause(pipeline)) {
            Figures now = reader.read();
            long at = System.nanoTime();
            if (options.job()) {
                Duration uptime =
                        Duration.ofMillis(ManagementFactory.getRuntimeMXBean().getUptime());
                notice.about(now.job(), uptime).ifPresent(console::print);
            }
            if (!pipeline.isStopping()) {
                console.live(LiveLine.of(before, now, Duration.ofNanos(at - readAt)));
            }
            before = now;
            readAt = at;
        }
    }

    private static boolean pause(Pipeline pipeline) {
        try {
            Thread.sleep(REFRESH.toMillis());
            return !pipeline.isStopping();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
