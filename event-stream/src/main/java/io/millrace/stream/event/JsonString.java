package io.millrace.stream.event;

import java.nio.charset.StandardCharsets;

/** The content of a JSON string that is known to be well-formed, RFC 8259 section 7. */
final class JsonString {
    private JsonString() {}

    /** The text between two quotes, which {@link FieldScan} accepted: it has none of the escapes that name a code point. */
    static String decode(byte[] line, int start, int end) {
        int escape = escape(line, start, end);
        if (escape == end) {
            return new String(line, start, end - start, StandardCharsets.UTF_8);
        }
        byte[] text = new byte[end - start];
        int length = 0;
        int from = start;
        while (escape < end) {
            System.arraycopy(line, from, text, length, escape - from);
            length += escape - from;
            text[length++] = meaning(line[escape + 1]);
            from = escape + 2;
            escape = escape(line, from, end);
        }
        System.arraycopy(line, from, text, length, end - from);
        return new String(text, 0, length + end - from, StandardCharsets.UTF_8);
    }

    private static int escape(byte[] line, int start, int end) {
        int at = start;
        while (at < end && line[at] != '\\') {
            at++;
        }
        return at;
    }

    private static byte meaning(byte escaped) {
        return switch (escaped) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            default -> escaped;
        };
    }
}
