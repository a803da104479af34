package io.millrace.quickstart;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * The job which the submitter has stored since an earlier start. It keeps the arguments it was declared with, whatever this
 * start is told: with another stream port it would read nothing and say nothing.
 */
final class StoredJob {

    /** What the submitter calls the bundled job unless told otherwise. */
    private static final String NAME = "flink-analytics";

    private StoredJob() {}

    /**
     * What to say when the stored job is not the one this start would declare, if it is not.
     *
     * @param jobs what the submitter answers to {@code GET /jobs}
     * @param wanted the arguments this start would declare it with
     */
    static Optional<String> notice(JsonNode jobs, List<String> wanted) {
        for (JsonNode job : jobs) {
            List<String> stored = job.at("/spec/arguments")
                    .valueStream()
                    .map(JsonNode::asString)
                    .toList();
            if (job.path("name").asString().equals(NAME)
                    && job.path("desired").asString().equals("RUNNING")
                    && !stored.equals(wanted)) {
                return Optional.of(notice(stored, wanted));
            }
        }
        return Optional.empty();
    }

    private static String notice(List<String> stored, List<String> wanted) {
        return "The stored job still uses " + without(stored, wanted) + ", but this start has "
                + without(wanted, stored)
                + ": start with the old settings, or with --fresh to delete the state of earlier starts.";
    }

    /** The options of one list, each with its value, which the other does not have so. */
    private static String without(List<String> arguments, List<String> others) {
        List<String> own = options(arguments);
        own.removeAll(options(others));
        return own.isEmpty() ? "no other option" : String.join(" ", own);
    }

    private static List<String> options(List<String> arguments) {
        List<String> options = new ArrayList<>();
        for (String argument : arguments) {
            if (argument.startsWith("--") || options.isEmpty()) {
                options.add(argument);
            } else {
                options.add(options.remove(options.size() - 1) + " " + argument);
            }
        }
        return options;
    }
}
