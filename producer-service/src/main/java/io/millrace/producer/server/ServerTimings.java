package io.millrace.producer.server;

import java.time.Duration;

/**
 * How patient the server is.
 *
 * @param greeting how long a new connection may say nothing before it is taken for a plain reader
 * @param patientGreeting the same where the first words decide: a token or TLS must come, and silence is refused for good
 * @param firstLine from the first byte of a first line to its end
 * @param gone without an event to send, after which a plain reader whose input is shut is taken for gone
 * @param farewell how long a client that is turned away has to take the reason
 * @param lastLines how long readers have for what they were given when the server stops
 */
record ServerTimings(
        Duration greeting,
        Duration patientGreeting,
        Duration firstLine,
        Duration gone,
        Duration farewell,
        Duration lastLines) {
    static final ServerTimings DEFAULT = new ServerTimings(
            Duration.ofMillis(300),
            Duration.ofSeconds(5),
            Duration.ofSeconds(5),
            Duration.ofSeconds(30),
            Duration.ofSeconds(2),
            Duration.ofSeconds(5));
}
