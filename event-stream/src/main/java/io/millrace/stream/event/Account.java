package io.millrace.stream.event;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The account an event names: the best of what its envelope and its EventData say. */
final class Account {

    @Nullable
    String domain;

    @Nullable
    String name;

    @Nullable
    String sid;

    boolean isEmpty() {
        return name == null && sid == null;
    }

    /**
     * {@code DOMAIN\name} or the name of the envelope (who logged the event), else of the EventData: the subject (who acted),
     * Sysmon's user, the target; else a SID. A dash means nobody.
     */
    @Nullable
    String best(Map<String, String> data) {
        String best = qualified(domain, name);
        if (best == null) {
            best = qualified(data.get("SubjectDomainName"), data.get("SubjectUserName"));
        }
        if (best == null) {
            best = present(data.get("User"));
        }
        if (best == null) {
            best = qualified(data.get("TargetDomainName"), data.get("TargetUserName"));
        }
        if (best == null) {
            best = present(sid);
        }
        return best == null ? present(data.get("SubjectUserSid")) : best;
    }

    private static @Nullable String qualified(@Nullable String domain, @Nullable String name) {
        String present = present(name);
        return present == null || present(domain) == null ? present : domain + '\\' + present;
    }

    private static @Nullable String present(@Nullable String text) {
        return text == null || text.isEmpty() || text.equals("-") ? null : text;
    }
}
