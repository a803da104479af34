package io.millrace.stream.client;

import java.time.Duration;

/**
 * How patient a client is.
 *
 * @param connect until a connection stands
 * @param answer until a subscription is answered; after it, a server which sent events is taken for a plain one
 * @param silence until a Millrace server that sends nothing, not even a heartbeat, is given up
 * @param firstRetry before the first attempt to reconnect; doubled each time
 * @param maxRetry the longest wait between attempts
 */
record ClientTimeouts(Duration connect, Duration answer, Duration silence, Duration firstRetry, Duration maxRetry) {
    static final ClientTimeouts DEFAULT = new ClientTimeouts(
            Duration.ofSeconds(5),
            Duration.ofSeconds(5),
            Duration.ofSeconds(10),
            Duration.ofMillis(100),
            Duration.ofSeconds(5));
}
