package io.millrace.service.json;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdScalarDeserializer;

/** Reads a duration from ISO 8601 text alone: a bare number does not say its unit. */
final class IsoDurationReader extends StdScalarDeserializer<Duration> {
    private static final String EXPECTED = "not an ISO 8601 duration";

    IsoDurationReader() {
        super(Duration.class);
    }

    @Override
    public Duration deserialize(JsonParser parser, DeserializationContext context) {
        JsonToken token = parser.currentToken();
        if (token.isNumeric()) {
            throw context.weirdNumberException(parser.getNumberValue(), Duration.class, EXPECTED);
        }
        if (token != JsonToken.VALUE_STRING) {
            return (Duration) context.handleUnexpectedToken(Duration.class, parser);
        }
        String text = parser.getString();
        try {
            return Duration.parse(text);
        } catch (DateTimeParseException e) {
            throw context.weirdStringException(text, Duration.class, EXPECTED);
        }
    }
}
