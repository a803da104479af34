package io.millrace.submitter.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JobStoreTests extends OnBothDatabases {

    private static final JobSpec OTHER = new JobSpec(
            SPEC.artifact(),
            SPEC.entryClass(),
            List.of(),
            SPEC.parallelism(),
            null,
            SPEC.flinkConfiguration(),
            SPEC.upgrade(),
            SPEC.health(),
            SPEC.savepoints());

    @Test
    void keepsADeclaredJobWithItsFirstRevisionAndAttemptUnderAFreshFlinkJobId() {
        Job job = declare("a");

        String flinkJobId = job.attempt().flinkJobId();
        assertThat(flinkJobId).matches("[0-9a-f]{32}").isNotEqualTo(job.id());
        Revision first = new Revision(1, SPEC, null, null, NOW);
        Attempt attempt = new Attempt(
                job.id(),
                1,
                1,
                flinkJobId,
                AttemptState.NEW,
                null,
                null,
                null,
                false,
                false,
                0,
                null,
                null,
                Progress.NONE,
                null,
                NOW,
                null);
        assertThat(job).isEqualTo(new Job(job.id(), "a", 1, Desired.RUNNING, first, first, null, false, attempt, NOW));
        assertThat(book.jobs().jobNamed("a")).contains(job);
        assertThat(book.revisions().revisions(job.id())).containsExactly(first);
    }

    @Test
    void listsJobsOldestFirst() {
        Job b = declare("b");
        clock.forward(Duration.ofSeconds(1));
        Job a = declare("a");

        assertThat(book.jobs().jobs()).containsExactly(b, a);
    }

    @Test
    void declaresANameOnlyOnceUntilItIsForgotten() {
        Job job = declare("a");

        assertThat(book.jobs().declare(new NewJob("a", SPEC, null))).isEmpty();
        assertThat(book.jobs().forget(job.id())).isFalse();
        book.attempts().end(job.attempt(), AttemptState.CANCELLED, null);
        assertThat(book.jobs().forget(job.id())).isTrue();
        assertThat(book.jobs().jobs()).isEmpty();
        assertThat(book.jobs().job(job.id())).isEmpty();
        assertThat(book.jobs().everDeclared("a")).isTrue();
        assertThat(book.jobs().everDeclared("b")).isFalse();
        assertThat(book.jobs().declare(new NewJob("a", SPEC, null))).isPresent();
    }

    @Test
    void declaresNothingUnderAUsedIdempotencyKey() {
        String id = book.jobs().declare(new NewJob("a", SPEC, "key")).orElseThrow();

        assertThat(book.jobs().declare(new NewJob("b", SPEC, "key"))).isEmpty();
        assertThat(book.jobs().jobOfKey("key")).contains(job(id));
        assertThat(book.jobs().jobNamed("b")).isEmpty();
    }

    @Test
    void wantsAnotherRevisionUnlessTheJobWasChangedMeanwhile() {
        Job job = declare("a");
        int second = book.revisions().add(job, SPEC.at(4));

        assertThat(second).isEqualTo(2);
        assertThat(book.jobs().want(job, Desired.RUNNING, second, false)).isTrue();
        assertThat(book.jobs().want(job, Desired.DELETED, 1, true)).isFalse();
        Job revised = job(job.id());
        assertThat(revised.generation()).isEqualTo(2);
        assertThat(revised.desired()).isEqualTo(Desired.RUNNING);
        assertThat(revised.wanted().spec()).isEqualTo(SPEC.at(4));
        assertThat(revised.running().spec()).isEqualTo(SPEC);
        assertThat(revised.upToDate()).isFalse();

        assertThat(book.jobs().want(revised, Desired.DELETED, 2, true)).isTrue();
        assertThat(job(job.id()).desired()).isEqualTo(Desired.DELETED);
        assertThat(job(job.id()).dispose()).isTrue();
    }

    @Test
    void fallsBackToTheRevisionThatWasStableLast() {
        Job job = declare("a");
        book.revisions().markStable(job);
        assertThat(job(job.id()).running().stableAt()).isEqualTo(NOW);
        assertThat(job(job.id()).fallback()).isNull();

        int second = book.revisions().add(job, SPEC.at(4));
        book.jobs().want(job, Desired.RUNNING, second, false);
        book.attempts().end(job.attempt(), AttemptState.STOPPED, null);
        book.attempts().insert(job.id(), 2, second, Start.of("file:/savepoint", false), 0);

        Job upgraded = job(job.id());
        assertThat(upgraded.attempt().number()).isEqualTo(2);
        assertThat(upgraded.attempt().restoredFrom()).isEqualTo("file:/savepoint");
        assertThat(upgraded.upToDate()).isTrue();
        assertThat(upgraded.fallback()).isEqualTo(1);
        assertThat(upgraded.onProbation()).isTrue();

        book.revisions().reject(job.id(), second, "restarted 4 times");
        assertThat(job(job.id()).wanted().rejected()).isEqualTo("restarted 4 times");
        book.revisions().markStable(upgraded);
        assertThat(job(job.id()).wanted()).isEqualTo(new Revision(2, SPEC.at(4), NOW, null, NOW));
        assertThat(job(job.id()).onProbation()).isFalse();
    }

    @Test
    void findsNoRevisionStableBeforeItsAttemptWasMadeWhenTheClockIsPutBack() {
        Job job = declare("a");
        clock.forward(Duration.ofHours(-1));

        book.revisions().markStable(job);

        assertThat(job(job.id()).running().stableAt()).isEqualTo(NOW);
    }

    @Test
    void knowsRevisionsThatDifferInNothingButTheWidth() {
        Job job = declare("a");
        int wider = book.revisions().add(job, SPEC.at(4));
        int other = book.revisions().add(job, OTHER);

        assertThat(book.revisions().alike(job.id(), 1)).containsExactlyInAnyOrder(1, wider);
        assertThat(book.revisions().alike(job.id(), other)).containsExactly(other);
    }

    @Test
    void leavesAJobAloneThatItCannotRead() {
        Job good = declare("good");
        Job bad = declare("bad");
        book.database()
                .sql("UPDATE revision SET spec = '{' WHERE job_id = ?", bad.id())
                .update();

        assertThat(book.jobs().jobs()).containsExactly(good);
    }

    @Test
    void undoesATransactionThatFails() {
        Job job = declare("a");

        assertThatThrownBy(() -> book.database().transaction(() -> {
                    book.jobs().want(job, Desired.SUSPENDED, 1, false);
                    throw new IllegalStateException("disk full");
                }))
                .hasMessage("disk full");
        assertThat(job(job.id())).isEqualTo(job);
    }

    @Test
    void holdsAJobThatIsAsItWas() {
        Job job = declare("a");

        assertThat(book.database().transaction(() -> book.jobs().hold(job))).isTrue();
        book.jobs().want(job, Desired.SUSPENDED, 1, false);
        assertThat(book.database().transaction(() -> book.jobs().hold(job))).isFalse();
        book.attempts().end(job.attempt(), AttemptState.CANCELLED, null);
        Job suspended = job(job.id());
        book.jobs().forget(job.id());
        assertThat(book.database().transaction(() -> book.jobs().hold(suspended)))
                .isFalse();
    }

    @Test
    void knowsWhatAJobWasAndWhoUsesAnArtifact() {
        Job job = declare("a");
        String other = JAR.replace('0', 'f');
        JobSpec spec = new JobSpec(
                other,
                null,
                List.of("\"artifact\":\"x\""),
                2,
                null,
                Map.of(),
                SPEC.upgrade(),
                SPEC.health(),
                SPEC.savepoints());
        book.revisions().add(job, spec);

        assertThat(book.revisions().declared(job).spec()).isEqualTo(SPEC);
        assertThat(book.revisions().revisions(job.id(), 1))
                .extracting(Revision::number)
                .containsExactly(2);
        assertThat(book.revisions().revisions(job.id()))
                .extracting(Revision::number)
                .containsExactly(2, 1);
        assertThat(book.jobs().jobUsing(JAR)).contains(job);
        assertThat(book.jobs().jobUsing(other)).contains(job);
        assertThat(book.jobs().jobUsing("x")).isEmpty();
        book.attempts().end(job.attempt(), AttemptState.CANCELLED, null);
        book.jobs().forget(job.id());
        assertThat(book.jobs().jobUsing(JAR)).isEmpty();
    }
}
