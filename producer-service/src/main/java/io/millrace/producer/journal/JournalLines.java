package io.millrace.producer.journal;

import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The one form in which entries are kept and shown: a JSON object a line. */
final class JournalLines {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    private JournalLines() {}

    static String write(JournalEntry entry) {
        return JSON.writeValueAsString(entry);
    }

    /** @throws tools.jackson.core.JacksonException if the line is no entry */
    static JournalEntry read(String line) {
        return JSON.readValue(line, JournalEntry.class);
    }
}
