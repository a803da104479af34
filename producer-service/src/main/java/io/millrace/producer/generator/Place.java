package io.millrace.producer.generator;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where an event of an episode is logged. */
enum Place {
    /** On the host that the episode is about. */
    HERE(null),
    /** Where the acting account's owner sits. */
    CLIENT(Role.WORKSTATION),
    /** On a server. */
    SERVER(Role.SERVER),
    /** On the domain controller that the others ask. */
    CONTROLLER(Role.CONTROLLER);

    private final @Nullable Role role;

    Place(@Nullable Role role) {
        this.role = role;
    }

    static Place named(String name) {
        for (Place place : values()) {
            if (place.name().toLowerCase(Locale.ROOT).equals(name)) {
                return place;
            }
        }
        throw new IllegalArgumentException("The catalog knows no place '" + name + "', only " + List.of(values()));
    }

    /** The role of the hosts here, seen from a host of {@code own} role. */
    Role role(Role own) {
        return role == null ? own : role;
    }

    /** Whether a stream of hosts with these roles has such a place, seen from a host of {@code own} role. */
    boolean isIn(Set<Role> roles, Role own) {
        return roles.contains(role(own));
    }
}
