package io.millrace.stream.result;

import java.nio.charset.StandardCharsets;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;

/** Results as JSON, one object without a line end. Thread-safe. */
public final class ResultJson {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .build();

    private ResultJson() {}

    /** Returns a result as UTF-8. */
    public static byte[] toBytes(Result result) {
        return MAPPER.writeValueAsBytes(result);
    }

    /** Returns a result as text. */
    public static String toText(Result result) {
        return new String(toBytes(result), StandardCharsets.UTF_8);
    }

    /**
     * Reads a result; members it does not know are ignored.
     *
     * @throws IllegalArgumentException if the text is no result; the message says what was wrong
     */
    public static Result parse(String text) {
        try {
            Result result = MAPPER.readValue(text, Result.class);
            if (result == null) {
                throw new IllegalArgumentException("not a result: null");
            }
            return result;
        } catch (JacksonException e) {
            throw new IllegalArgumentException("not a result: " + e.getOriginalMessage(), e);
        }
    }
}
