package io.millrace.submitter.api;

import io.millrace.service.problem.ProblemException;
import io.millrace.submitter.artifact.RequestedJars;
import io.millrace.submitter.reconcile.RetainedCheckpoints;
import io.millrace.submitter.settings.SubmitterProperties;
import io.millrace.submitter.store.Artifact;
import io.millrace.submitter.store.HealthPolicy;
import io.millrace.submitter.store.JobSpec;
import io.millrace.submitter.store.NewJob;
import io.millrace.submitter.store.SavepointPolicy;
import io.millrace.submitter.store.UpgradePolicy;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** Checks what is asked for, and completes it from the settings. */
final class Requests {

    private final SubmitterProperties settings;
    private final RequestedJars jars;

    Requests(SubmitterProperties settings, RequestedJars jars) {
        this.settings = settings;
        this.jars = jars;
    }

    /**
     * What a request comes to.
     *
     * @param dryRun whether its jar is only looked at
     * @throws ProblemException when it cannot be run
     */
    NewJob check(JobRequest request, @Nullable String idempotencyKey, boolean dryRun) {
        UpgradePolicy upgrade = request.upgrade() == null ? UpgradePolicy.DEFAULT : request.upgrade();
        refuseShortDeadline(upgrade);
        Map<String, String> flink = request.flinkConfiguration() == null ? Map.of() : request.flinkConfiguration();
        RetainedCheckpoints.refusal(flink).ifPresent(refusal -> {
            throw new ProblemException(HttpStatus.BAD_REQUEST, "checkpoints-not-retained", refusal);
        });
        String named = request.artifact();
        boolean bundled = named == null;
        Artifact artifact = named == null
                ? jars.add(settings.bundledJar(), request.entryClass(), dryRun)
                : jars.resolve(named, request.entryClass(), dryRun);
        var defaults = settings.job();
        String name = request.name();
        if (name == null) {
            name = bundled ? defaults.name() : nameOf(artifact);
        }
        Integer parallelism = request.parallelism();
        JobSpec spec = new JobSpec(
                artifact.id(),
                request.entryClass(),
                request.arguments() == null ? (bundled ? defaults.arguments() : List.of()) : request.arguments(),
                parallelism == null && bundled ? defaults.parallelism() : parallelism,
                request.savepoint(),
                flink,
                upgrade,
                request.health() == null ? HealthPolicy.DEFAULT : request.health(),
                request.savepoints() == null ? SavepointPolicy.DEFAULT : request.savepoints());
        return new NewJob(name, spec, idempotencyKey);
    }

    /** What an empty request declares a job under. */
    String bundledName() {
        return settings.job().name();
    }

    private static void refuseShortDeadline(UpgradePolicy upgrade) {
        if (upgrade.deadline().compareTo(upgrade.stableAfter()) <= 0) {
            throw new ProblemException(
                    HttpStatus.BAD_REQUEST,
                    "deadline-too-short",
                    "'upgrade.deadline' is %s and must be longer than 'upgrade.stableAfter', %s: no revision could become stable."
                            .formatted(upgrade.deadline(), upgrade.stableAfter()));
        }
    }

    private static String nameOf(Artifact artifact) {
        String name = artifact.fileName().replaceFirst("\\.jar$", "");
        if (!name.matches(JobRequest.NAME)) {
            throw new ProblemException(
                    HttpStatus.BAD_REQUEST,
                    "name-needed",
                    "'%s' cannot name a job; give 'name': letters, digits, '.', '_' or '-', at most 100."
                            .formatted(name));
        }
        return name;
    }
}
