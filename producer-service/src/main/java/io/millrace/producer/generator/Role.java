package io.millrace.producer.generator;

import java.util.List;
import java.util.Locale;

/** What a host is for. */
enum Role {
    CONTROLLER,
    SERVER,
    WORKSTATION;

    /** Reads the name used in the catalog. */
    static Role named(String name) {
        for (Role role : values()) {
            if (role.inCatalog().equals(name)) {
                return role;
            }
        }
        throw new IllegalArgumentException("The catalog knows no role '" + name + "', only " + List.of(values()));
    }

    String inCatalog() {
        return name().toLowerCase(Locale.ROOT);
    }
}
