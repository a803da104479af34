package io.millrace.producer.generator;

/** Text that is escaped once and appended often, such as the name of a host. */
final class Constant {
    private final String text;
    private final byte[] escaped;

    Constant(String text) {
        this.text = text;
        escaped = JsonText.escape(text);
    }

    String text() {
        return text;
    }

    void appendTo(LineBuffer out) {
        out.appendAscii(escaped);
    }
}
