package io.millrace.submitter.reconcile;

import io.millrace.submitter.flink.FlinkClient;
import io.millrace.submitter.flink.FlinkRefusedException;
import io.millrace.submitter.flink.FlinkUnreachableException;
import io.millrace.submitter.store.AttemptStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Jars of ours that may have stayed on the cluster: a submitter was killed, or Flink gave no answer to an upload or a
 * removal. The cluster is asked which jars it has only when there is such a reason.
 */
final class LeftJars {

    private static final Logger log = LoggerFactory.getLogger(LeftJars.class);

    private static final String PREFIX = "millrace-";
    private static final Pattern NAMED = Pattern.compile("[0-9a-f-]+_" + PREFIX + "([0-9a-f]{32})\\.jar");

    /** Between two tries: Flink opens each of its jars to say which there are. */
    private static final Duration PAUSE = Duration.ofMinutes(1);

    private final FlinkClient flink;
    private final AttemptStore attempts;
    private final Clock clock;
    private volatile boolean suspected;
    private Instant triedAt = Instant.EPOCH;

    LeftJars(FlinkClient flink, AttemptStore attempts, Clock clock) {
        this.flink = flink;
        this.attempts = attempts;
        this.clock = clock;
    }

    /** What a jar of ours is called there. */
    static String nameOf(String flinkJobId) {
        return PREFIX + flinkJobId + ".jar";
    }

    /** There may be some, and they may be looked for at once. */
    void begin() {
        suspected = true;
        triedAt = Instant.EPOCH;
    }

    /** There may be one. */
    void suspect() {
        suspected = true;
    }

    /** Removes an uploaded jar, now or later. */
    void delete(String jarId) {
        try {
            flink.deleteJar(jarId);
        } catch (FlinkUnreachableException | FlinkRefusedException failure) {
            log.warn("The uploaded jar {} stays on the cluster for now: {}", jarId, failure.getMessage());
            suspect();
        }
    }

    /** Removes those there are, if there is a reason to look; nobody may be uploading one. */
    void remove() {
        Instant now = clock.instant();
        if (!suspected || now.isBefore(triedAt.plus(PAUSE))) {
            return;
        }
        triedAt = now;
        try {
            List<String> left = ours(flink.jarIds());
            suspected = false;
            left.forEach(this::delete);
        } catch (FlinkUnreachableException failure) {
            log.debug("Whether jars of ours stayed on the cluster is asked later: {}", failure.getMessage());
        } catch (FlinkRefusedException failure) {
            suspected = false;
            log.warn("Jars left on the cluster, if any, stay there: {}", failure.getMessage());
        }
    }

    /** Those that were uploaded for an attempt of ours: another Millrace may be uploading to the same cluster. */
    private List<String> ours(List<String> jarIds) {
        Map<String, String> flinkJobIds = new HashMap<>();
        for (String jarId : jarIds) {
            Matcher named = NAMED.matcher(jarId);
            if (named.matches()) {
                flinkJobIds.put(jarId, named.group(1));
            }
        }
        Set<String> known = attempts.known(Set.copyOf(flinkJobIds.values()));
        return flinkJobIds.keySet().stream()
                .filter(jarId -> known.contains(flinkJobIds.get(jarId)))
                .toList();
    }
}
