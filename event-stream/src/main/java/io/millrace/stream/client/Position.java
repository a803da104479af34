package io.millrace.stream.client;

import io.millrace.stream.protocol.From;
import org.jspecify.annotations.Nullable;

/**
 * How far a reader has come; what it keeps to resume.
 *
 * @param stream the stream the position belongs to; null before the first answer
 * @param next the first sequence not yet read
 */
public record Position(@Nullable String stream, long next) {
    From from() {
        return From.at(next);
    }
}
