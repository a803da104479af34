package io.millrace.producer.generator;

import java.util.Locale;

/** How long a drawn value stays the same. */
enum Scope {
    /** Within one event. */
    EVENT,
    /** Within neighbouring events about one process or object. */
    CELL,
    /** Within one logon session. */
    SESSION,
    /** On one host. */
    HOST;

    static Scope named(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }

    /** The same for all that is in this scope. */
    long hash(Scene scene) {
        return switch (this) {
            case EVENT -> scene.eventHash();
            case CELL -> scene.cellHash();
            case SESSION -> scene.sessionHash();
            case HOST -> scene.accessed().number();
        };
    }
}
