package io.millrace.submitter.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.DuplicateKeyException;

class AttemptStoreTests extends OnBothDatabases {

    @Test
    void neverHoldsTwoLiveAttemptsOfOneJob() {
        Job job = declare("a");

        assertThatThrownBy(() -> book.attempts().insert(job.id(), 2, 1, Start.of(null, false), 0))
                .isInstanceOf(DuplicateKeyException.class);
        book.attempts().end(job.attempt(), AttemptState.LOST, "gone");
        book.attempts().insert(job.id(), 2, 1, new Start("file:/chk-3", true, true), 3);

        Attempt next = job(job.id()).attempt();
        assertThat(next.number()).isEqualTo(2);
        assertThat(next.outputMayRepeat()).isTrue();
        assertThat(next.slotsAwaited()).isEqualTo(3);
        assertThat(next.flinkJobId()).isNotEqualTo(job.attempt().flinkJobId());
        assertThat(book.attempts().attempts(job.id()))
                .extracting(Attempt::state)
                .containsExactly(AttemptState.NEW, AttemptState.LOST);
    }

    @Test
    void refusesAnAttemptWhoseStateContradictsItsLife() {
        Job job = declare("a");

        assertThatThrownBy(() -> book.database()
                        .sql("UPDATE attempt SET state = 'FAILED' WHERE job_id = ?", job.id())
                        .update())
                .isInstanceOf(DataIntegrityViolationException.class);
        assertThatThrownBy(() -> book.database()
                        .sql("UPDATE attempt SET live_job = NULL WHERE job_id = ?", job.id())
                        .update())
                .isInstanceOf(DataIntegrityViolationException.class);
    }

    @Test
    void movesOnlyFromTheStateItWasSeenIn() {
        Attempt seen = declare("a").attempt();

        assertThat(book.attempts().advance(seen, AttemptState.POSTING)).isTrue();
        assertThat(book.attempts().advance(seen, AttemptState.OBSERVED)).isFalse();
        assertThat(job(seen.jobId()).attempt().state()).isEqualTo(AttemptState.POSTING);
    }

    @Test
    void endsOnce() {
        Attempt attempt = declare("a").attempt();
        clock.forward(Duration.ofMinutes(3));

        assertThat(book.attempts().end(attempt, AttemptState.FAILED, "out of memory"))
                .isTrue();
        assertThat(book.attempts().end(attempt, AttemptState.FINISHED, null)).isFalse();
        Attempt ended = job(attempt.jobId()).attempt();
        assertThat(ended.state()).isEqualTo(AttemptState.FAILED);
        assertThat(ended.live()).isFalse();
        assertThat(ended.note()).isEqualTo("out of memory");
        assertThat(ended.endedAt()).isEqualTo(NOW.plus(Duration.ofMinutes(3)));
    }

    @Test
    void tellsWhichFlinkJobsBelongToAttempts() {
        Attempt live = declare("a").attempt();
        Attempt ended = declare("b").attempt();
        book.attempts().end(ended, AttemptState.CANCELLED, null);

        Set<String> asked = Set.of(live.flinkJobId(), ended.flinkJobId(), "foreign");
        assertThat(book.attempts().known(asked)).containsExactlyInAnyOrder(live.flinkJobId(), ended.flinkJobId());
        assertThat(book.attempts().ended(asked)).containsExactly(ended.flinkJobId());
        assertThat(book.attempts().ended(Set.of())).isEmpty();
    }

    @Test
    void keepsWhatIsNotedOfAnAttempt() {
        Job job = declare("a");
        Attempt attempt = job.attempt();
        Progress progress = new Progress(
                NOW,
                NOW.plusSeconds(1),
                3,
                NOW.plusSeconds(2),
                4,
                NOW.plusSeconds(60),
                1_767_323_045_000L,
                2,
                1,
                0,
                0,
                17,
                NOW.plusSeconds(9),
                null,
                "restarts");

        book.attempts().close(attempt, Closing.WALK_BACK, "its state cannot be restored");
        book.attempts().savepoint(attempt, "file:/savepoint-1");
        book.attempts().checkpoint(attempt, "file:/chk-17");
        book.attempts().revise(attempt, book.revisions().add(job, SPEC.at(4)));
        assertThat(job(job.id()).attempt().progress()).isEqualTo(Progress.NONE);
        book.attempts().progress(attempt, progress);

        Attempt kept = job(job.id()).attempt();
        assertThat(kept)
                .isEqualTo(new Attempt(
                        job.id(),
                        1,
                        2,
                        attempt.flinkJobId(),
                        AttemptState.NEW,
                        null,
                        Closing.WALK_BACK,
                        null,
                        false,
                        false,
                        0,
                        "file:/savepoint-1",
                        "file:/chk-17",
                        progress,
                        "its state cannot be restored",
                        NOW,
                        null));
        assertThat(book.attempts().posting(kept, URI.create("http://flink:8081")))
                .isTrue();
        assertThat(book.attempts().posting(kept, URI.create("http://flink:8081")))
                .isFalse();
        assertThat(job(job.id()).attempt().note()).isNull();
        assertThat(job(job.id()).attempt().cluster()).isEqualTo("http://flink:8081");
    }

    @Test
    void cutsWordsThatAreTooLong() {
        Attempt attempt = declare("a").attempt();

        book.attempts().note(attempt, "x".repeat(1999) + "😀");

        assertThat(job(attempt.jobId()).attempt().note()).isEqualTo("x".repeat(1999));
    }

    @Test
    void keepsWordsWithACharacterThatPostgresqlDoesNot() {
        Attempt attempt = declare("a").attempt();

        book.attempts().note(attempt, "bad byte \0 in a file");

        assertThat(job(attempt.jobId()).attempt().note()).isEqualTo("bad byte \uFFFD in a file");
    }
}
