package io.millrace.producer.generator;

/** Single characters as the content of a JSON string, RFC 8259 section 7. */
final class JsonText {
    private static final int REPLACEMENT = 0xFFFD;

    private JsonText() {}

    /** Text escaped once, for a constant that is appended often. */
    static byte[] escape(CharSequence text) {
        LineBuffer escaped = new LineBuffer(2 * text.length());
        escaped.appendString(text);
        return escaped.toByteArray();
    }

    static void appendAscii(char character, LineBuffer out) {
        if (character >= ' ' && character != '"' && character != '\\') {
            out.appendByte(character);
            return;
        }
        out.appendByte('\\');
        switch (character) {
            case '"', '\\' -> out.appendByte(character);
            case '\b' -> out.appendByte('b');
            case '\t' -> out.appendByte('t');
            case '\n' -> out.appendByte('n');
            case '\f' -> out.appendByte('f');
            case '\r' -> out.appendByte('r');
            default -> {
                out.appendByte('u');
                out.appendUpperHex(character, 4);
            }
        }
    }

    static void appendUtf8(int codePoint, LineBuffer out) {
        boolean lonelySurrogate = codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
        int value = lonelySurrogate ? REPLACEMENT : codePoint;
        if (value < 0x800) {
            out.appendByte(0xC0 | (value >>> 6));
        } else if (value < 0x10000) {
            out.appendByte(0xE0 | (value >>> 12));
            appendContinuation(value >>> 6, out);
        } else {
            out.appendByte(0xF0 | (value >>> 18));
            appendContinuation(value >>> 12, out);
            appendContinuation(value >>> 6, out);
        }
        appendContinuation(value, out);
    }

    private static void appendContinuation(int bits, LineBuffer out) {
        out.appendByte(0x80 | (bits & 0x3F));
    }
}
