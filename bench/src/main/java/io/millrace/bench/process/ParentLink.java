package io.millrace.bench.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;

/** The child's end of {@link ChildJvm}: questions come on standard input, answers go to standard output. */
public final class ParentLink {
    /** Marks what is for the parent among what else a server prints. */
    static final String PREFIX = "bench: ";

    private ParentLink() {}

    /**
     * Says that the server listens and answers until the parent closes the link or is gone.
     *
     * @param port the server's
     */
    public static void serve(int port, UnaryOperator<String> answers) throws IOException {
        System.out.println(PREFIX + port);
        BufferedReader questions = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String question = questions.readLine(); question != null; question = questions.readLine()) {
            System.out.println(PREFIX + answers.apply(question));
        }
    }

    /** As {@link #serve(int, UnaryOperator)} for a server that is asked nothing. */
    public static void serve(int port) throws IOException {
        serve(port, question -> {
            throw new IllegalArgumentException("no answer to " + question);
        });
    }
}
