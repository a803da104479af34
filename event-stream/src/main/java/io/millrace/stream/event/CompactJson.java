package io.millrace.stream.event;

import java.io.StringWriter;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Copies a nested value as JSON without blanks, numbers digit by digit as they were written. */
final class CompactJson {

    private static final JsonFactory FACTORY = new JsonFactory();

    private CompactJson() {}

    /** The object or array that begins at the parser's current token; its end is current afterwards. */
    static String copy(JsonParser parser) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
            int depth = 0;
            JsonToken token = parser.currentToken();
            while (true) {
                write(json, parser, token);
                depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
                if (depth == 0) {
                    break;
                }
                token = parser.nextToken();
            }
        }
        return text.toString();
    }

    private static void write(JsonGenerator json, JsonParser parser, JsonToken token) {
        switch (token) {
            case START_OBJECT -> json.writeStartObject();
            case END_OBJECT -> json.writeEndObject();
            case START_ARRAY -> json.writeStartArray();
            case END_ARRAY -> json.writeEndArray();
            case PROPERTY_NAME -> json.writeName(parser.currentName());
            case VALUE_STRING -> json.writeString(parser.getString());
            default -> json.writeRawValue(parser.getString());
        }
    }
}
