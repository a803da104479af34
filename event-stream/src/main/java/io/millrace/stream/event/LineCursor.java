package io.millrace.stream.event;

import io.millrace.stream.event.MalformedEventException.Reason;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Walks the fields of one line. After {@link #nextField} the value of that field is current; each of the other methods takes
 * it whole. Values of a wrong type become a {@link MalformedEventException} that names the field and the byte.
 */
final class LineCursor implements AutoCloseable {

    private static final int LONGEST_QUOTE = 40;

    private final JsonParser parser;

    LineCursor(JsonParser parser) {
        this.parser = parser;
    }

    /** Enters the line's object. */
    void start() throws MalformedEventException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw new MalformedEventException(Reason.NOT_AN_OBJECT, "the line is JSON, but not an object");
        }
    }

    /** Makes sure that nothing follows the line's object. */
    void end() throws MalformedEventException {
        if (parser.nextToken() != null) {
            throw new MalformedEventException(Reason.NOT_JSON, "something follows the object at byte " + byteOffset());
        }
    }

    /** The name of the next field of the current object, or null at its end. */
    @Nullable
    String nextField() {
        String name = parser.nextName();
        if (name != null) {
            parser.nextToken();
        }
        return name;
    }

    void skip() {
        parser.skipChildren();
    }

    boolean atObject() {
        return parser.currentToken() == JsonToken.START_OBJECT;
    }

    boolean atArray() {
        return parser.currentToken() == JsonToken.START_ARRAY;
    }

    boolean atNumber() {
        return parser.currentToken() == JsonToken.VALUE_NUMBER_INT;
    }

    /** Takes one field, whose value is current. */
    @FunctionalInterface
    interface FieldTaker {

        void take(String name) throws MalformedEventException;
    }

    /** Goes through the fields of the object that is the value of that field; null has none. */
    void fields(String field, FieldTaker taker) throws MalformedEventException {
        if (parser.currentToken() == JsonToken.VALUE_NULL) {
            return;
        }
        if (!atObject()) {
            throw wrongType(field, "an object");
        }
        for (String name = nextField(); name != null; name = nextField()) {
            taker.take(name);
        }
    }

    /** A string; null for JSON's null and for the empty string. */
    @Nullable
    String string(String field) throws MalformedEventException {
        if (parser.currentToken() == JsonToken.VALUE_STRING) {
            return parser.getStringLength() == 0 ? null : parser.getString();
        }
        if (parser.currentToken() == JsonToken.VALUE_NULL) {
            return null;
        }
        throw wrongType(field, "a string");
    }

    /** A string or a number, as text; null for JSON's null and for the empty string. */
    @Nullable
    String text(String field) throws MalformedEventException {
        return switch (parser.currentToken()) {
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getString();
            case VALUE_STRING, VALUE_NULL -> string(field);
            default -> throw wrongType(field, "a string or a number");
        };
    }

    /** An event id: a whole number of 0 or more, or a string of digits. */
    @Nullable
    Integer eventId(String field) throws MalformedEventException {
        Long id = number(field);
        if (id != null && (id < 0 || id > Integer.MAX_VALUE)) {
            throw wrongType(field, "an event id");
        }
        return id == null ? null : id.intValue();
    }

    /** A whole number, or a string that is one. */
    @Nullable
    Long number(String field) throws MalformedEventException {
        switch (parser.currentToken()) {
            case VALUE_NUMBER_INT -> {
                if (parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER) {
                    return parser.getLongValue();
                }
            }
            case VALUE_STRING -> {
                String text = string(field);
                Long parsed = text == null ? null : wholeNumber(text);
                if (text == null || parsed != null) {
                    return parsed;
                }
            }
            case VALUE_NULL -> {
                return null;
            }
            default -> {}
        }
        throw wrongType(field, "a whole number");
    }

    private static @Nullable Long wholeNumber(String text) {
        try {
            return Long.valueOf(text);
        } catch (NumberFormatException e) {
            return null; // the caller says which field it was
        }
    }

    /** A time, see {@link Timestamps}. */
    @Nullable
    Instant instant(String field) throws MalformedEventException {
        if (parser.currentToken() == JsonToken.VALUE_STRING) {
            Instant instant =
                    Timestamps.parse(parser.getStringCharacters(), parser.getStringOffset(), parser.getStringLength());
            if (instant != null) {
                return instant;
            }
        } else if (parser.currentToken() == JsonToken.VALUE_NULL) {
            return null;
        }
        throw wrongType(field, "an RFC 3339 time");
    }

    /** Any value as text: a string as it is, a number or literal as written, an object or array as compact JSON. */
    @Nullable
    String anything() {
        return switch (parser.currentToken()) {
            case VALUE_NULL -> null;
            case START_OBJECT, START_ARRAY -> CompactJson.copy(parser);
            default -> parser.getString();
        };
    }

    /** Puts the fields of an object into the map, values as {@link #anything} gives them, nulls left out. */
    void fieldsInto(Map<String, String> map, String field) throws MalformedEventException {
        fields(field, name -> {
            String value = anything();
            if (value != null && map.put(name, value) != null) {
                throw givenTwice(name);
            }
        });
    }

    /** Puts the strings of an array, or the one value that is there, into one text joined by a comma and a blank. */
    @Nullable
    String joined(String field) throws MalformedEventException {
        if (!atArray()) {
            return text(field);
        }
        StringBuilder names = new StringBuilder();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            String name = text(field);
            if (name != null) {
                names.append(names.isEmpty() ? "" : ", ").append(name);
            }
        }
        return names.isEmpty() ? null : names.toString();
    }

    /** Goes to the next element of the array that is current; false at its end. */
    boolean nextElement() {
        return parser.nextToken() != JsonToken.END_ARRAY;
    }

    MalformedEventException givenTwice(String field) {
        return new MalformedEventException(
                Reason.NOT_JSON, "field '" + field + "' is given twice, again before byte " + byteOffset());
    }

    MalformedEventException wrongType(String field, String wanted) {
        JsonToken token = parser.currentToken();
        String found = token.isStructStart()
                ? (token == JsonToken.START_OBJECT ? "an object" : "an array")
                : quoted(token == JsonToken.VALUE_STRING ? '"' + parser.getString() + '"' : parser.getString());
        return new MalformedEventException(
                Reason.WRONG_TYPE,
                "field '" + field + "' at byte " + byteOffset() + " should be " + wanted + " but is " + found);
    }

    private static String quoted(String text) {
        return text.length() <= LONGEST_QUOTE ? text : text.substring(0, LONGEST_QUOTE) + "...";
    }

    private long byteOffset() {
        return parser.currentTokenLocation().getByteOffset();
    }

    @Override
    public void close() {
        parser.close();
    }
}
