package io.millrace.producer.generator;

/** Text that is escaped once and appended often, such as the name of a host. */
final class Constant {
    private final byte[] escaped;

    Constant(String text) {
        escaped = JsonText.escape(text);
    }

    void appendTo(LineBuffer out) {
        out.appendAscii(escaped);
    }
}
