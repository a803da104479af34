package io.millrace.producer.generator;

import java.util.Locale;

/** The part a host plays in an activity. */
enum Place {
    /** Where the acting user sits. */
    CLIENT,
    /** What the user works on from there. */
    SERVER,
    /** The domain controller that both ask. */
    CONTROLLER;

    static Place named(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }
}
