package io.millrace.submitter.flink;

/** Finds the line a person looks for in a stack trace as Flink sends it. */
final class RootCause {

    private static final String CAUSED_BY = "Caused by: ";
    private static final int LONGEST = 1000;

    private RootCause() {}

    /** The innermost {@code Caused by}, up to its first stack frame, cut at 1000 characters. */
    static String of(String stackTrace) {
        int innermost = stackTrace.lastIndexOf(CAUSED_BY);
        String words = innermost < 0 ? stackTrace : stackTrace.substring(innermost + CAUSED_BY.length());
        int frames = words.indexOf("\n\tat ");
        String message = (frames < 0 ? words : words.substring(0, frames)).strip();
        return message.length() <= LONGEST ? message : message.substring(0, LONGEST);
    }
}
