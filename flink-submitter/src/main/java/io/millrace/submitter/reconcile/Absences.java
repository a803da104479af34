package io.millrace.submitter.reconcile;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** How often, and since when, good overviews of one start of a cluster lack a job. Used by the loop's thread alone. */
final class Absences {

    /** Good overviews that must lack a job before it may be taken as gone. */
    private static final int TIMES = 3;

    private final Duration grace;
    private final Map<String, Absence> absences = new HashMap<>();
    private String incarnation = "";

    Absences(Duration grace) {
        this.grace = grace;
    }

    private record Absence(int times, Instant since) {}

    /** Another start of the cluster may still find its jobs again, so the count begins anew. */
    void of(String current) {
        if (!current.equals(incarnation)) {
            incarnation = current;
            absences.clear();
        }
    }

    /** Counts one; says whether there were enough of them for long enough. */
    boolean longEnough(String id, Instant now) {
        Absence last = absences.getOrDefault(id, new Absence(0, now));
        Absence one = new Absence(last.times() + 1, last.since());
        absences.put(id, one);
        return one.times() >= TIMES && !now.isBefore(one.since().plus(grace));
    }

    void seen(String id) {
        absences.remove(id);
    }

    void retain(Set<String> ids) {
        absences.keySet().retainAll(ids);
    }
}
