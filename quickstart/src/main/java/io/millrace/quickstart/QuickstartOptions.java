package io.millrace.quickstart;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What the command line asks for.
 *
 * @param rate events per second; empty means what the journal says, or the default on a new one
 * @param replay a file or folder of recorded lines to read once instead of the synthetic stream
 * @param fresh whether to delete the state of earlier starts first
 * @param job whether to declare the analytics job
 * @param help whether to print the usage and do nothing else
 */
record QuickstartOptions(OptionalLong rate, @Nullable Path replay, boolean fresh, boolean job, boolean help) {

    /** The highest rate the producer accepts, in events per second. */
    static final long HIGHEST_RATE = 10_000_000;

    static final String USAGE = """
            Usage: quickstart.sh [--rate N] [--replay FILE|FOLDER] [--fresh] [--no-job] [--help]

            Starts the producer, the consumer, the submitter and an embedded Flink cluster in one JVM, and submits the
            analytics job. Ctrl-C stops everything; the next start goes on where this one stopped.

              --rate N               events per second, 0 to 10000000 (default: as before; 100 the first time,
                                     1000 for a replay)
              --replay FILE|FOLDER   read recorded events once: a file, or a folder's *.ndjson and *.jsonl files;
                                     its state lies under data/replay and starts anew each time
              --fresh                delete the state of earlier starts first: journal, jobs, checkpoints, results
              --no-job               start everything, but declare no job
              --help                 print this

            Environment:
              MILLRACE_QUICKSTART_DATA             folder of the state (default: data beside quickstart.sh)
              MILLRACE_QUICKSTART_STREAM_PORT      TCP port of the event stream (default: 9999)
              MILLRACE_QUICKSTART_SUBMITTER_PORT   submitter and console page (default: 8080)
              MILLRACE_QUICKSTART_FLINK_PORT       Flink's REST API and web page (default: 8081)
              MILLRACE_QUICKSTART_PRODUCER_PORT    producer (default: 8082)
              MILLRACE_QUICKSTART_CONSUMER_PORT    consumer (default: 8083)
              MILLRACE_QUICKSTART_JAVA_OPTIONS     more options for the JVM (default: -Xmx1g)
            """;

    /**
     * Reads the command line.
     *
     * @throws StartFailure when an option is unknown, lacks its value or has a bad one
     */
    static QuickstartOptions parse(String... arguments) {
        Parser parser = new Parser();
        Iterator<String> words = List.of(arguments).iterator();
        while (words.hasNext()) {
            parser.accept(words.next(), words);
        }
        return parser.options();
    }

    private static final class Parser {
        private OptionalLong rate = OptionalLong.empty();
        private @Nullable Path replay;
        private boolean fresh;
        private boolean job = true;
        private boolean help;

        void accept(String option, Iterator<String> rest) {
            switch (option) {
                case "--rate" -> rate = OptionalLong.of(rate(value(option, rest)));
                case "--replay" -> replay = recording(value(option, rest));
                case "--fresh" -> fresh = true;
                case "--no-job" -> job = false;
                case "--help", "-h" -> help = true;
                default -> throw new StartFailure("unknown option '" + option + "'; --help lists what there is");
            }
        }

        QuickstartOptions options() {
            return new QuickstartOptions(rate, replay, fresh, job, help);
        }

        private static String value(String option, Iterator<String> rest) {
            if (!rest.hasNext()) {
                throw new StartFailure(option + " needs a value; --help shows which");
            }
            return rest.next();
        }

        private static long rate(String text) {
            // at most eight digits fit the range, so that parsing cannot overflow
            if (!text.matches("[0-9]{1,8}") || Long.parseLong(text) > HIGHEST_RATE) {
                throw new StartFailure("--rate is a whole number of events per second from 0 to " + HIGHEST_RATE
                        + ", not '" + text + "'");
            }
            return Long.parseLong(text);
        }

        private static Path recording(String text) {
            Path path = Path.of(text).toAbsolutePath().normalize();
            if (!Files.isReadable(path)) {
                throw new StartFailure("--replay: " + path + " does not exist or cannot be read");
            }
            return path;
        }
    }
}
