package io.millrace.producer.generator;

/** Text that is escaped once and appended often, such as the name of a host. */
final class Constant {
    private final String text;
    private final byte[] escaped;
    private final int length;

    Constant(String text) {
        this.text = text;
        byte[] bytes = JsonText.escape(text);
        length = bytes.length;
        escaped = LineBuffer.padded(bytes);
    }

    String text() {
        return text;
    }

    void appendTo(LineBuffer out) {
        out.append(escaped, 0, length);
    }
}
