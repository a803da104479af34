package io.millrace.quickstart;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The TCP ports which quickstart listens on, all on the loopback interface.
 *
 * @param stream the producer's event stream
 * @param submitter the submitter's HTTP port, which also serves the console page
 * @param flink Flink's REST API and web page
 * @param producer the producer's HTTP port
 * @param consumer the consumer's HTTP port
 */
record QuickstartPorts(int stream, int submitter, int flink, int producer, int consumer) {

    /**
     * Reads the ports, each from its environment variable where that is set.
     *
     * @throws StartFailure when one is not a port number
     */
    static QuickstartPorts from(UnaryOperator<@Nullable String> environment) {
        return new QuickstartPorts(
                port(environment, "STREAM", 9999),
                port(environment, "SUBMITTER", 8080),
                port(environment, "FLINK", 8081),
                port(environment, "PRODUCER", 8082),
                port(environment, "CONSUMER", 8083));
    }

    /** Each port with what it is for, in the order they are checked. */
    Map<Integer, String> purposes() {
        Map<Integer, String> purposes = new LinkedHashMap<>();
        purposes.put(stream, "STREAM");
        purposes.put(submitter, "SUBMITTER");
        purposes.put(flink, "FLINK");
        purposes.put(producer, "PRODUCER");
        purposes.put(consumer, "CONSUMER");
        return purposes;
    }

    /** The environment variable which moves the port of that purpose. */
    static String variable(String purpose) {
        return "MILLRACE_QUICKSTART_" + purpose + "_PORT";
    }

    private static int port(UnaryOperator<@Nullable String> environment, String purpose, int otherwise) {
        String variable = variable(purpose);
        String text = environment.apply(variable);
        if (text == null || text.isBlank()) {
            return otherwise;
        }
        if (!text.matches("[0-9]{1,5}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > 65_535) {
            throw new StartFailure(variable + " is a port from 1 to 65535, not '" + text + "'");
        }
        return Integer.parseInt(text);
    }
}
