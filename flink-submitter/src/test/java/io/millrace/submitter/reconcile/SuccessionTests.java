package io.millrace.submitter.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.millrace.submitter.store.Attempt;
import io.millrace.submitter.store.AttemptState;
import io.millrace.submitter.store.Book;
import io.millrace.submitter.store.Desired;
import io.millrace.submitter.store.Event;
import io.millrace.submitter.store.EventType;
import io.millrace.submitter.store.Job;
import io.millrace.submitter.store.NewJob;
import io.millrace.submitter.store.Start;
import io.millrace.submitter.store.TestClock;
import io.millrace.submitter.store.TestStore;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SuccessionTests {

    private static final Action.Replace STARVED = new Action.Replace(AttemptState.STARVED, "too few slots", 3);

    private final TestStore store = TestStore.inMemory(new TestClock(Given.START));
    private final Book book = store.book();
    private final Succession succession = new Succession(book, new CheckpointFolder(null));

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void givesAJobThatNeverGotASlotTheStateThatWasChosenForIt() {
        Job first = startedFromNothing();

        replace(first, STARVED);

        Attempt next = job(first).attempt();
        assertThat(next.number()).isEqualTo(3);
        assertThat(next.restoredFrom()).as("it was to start from nothing").isNull();
        assertThat(next.outputMayRepeat()).isTrue();
        assertThat(next.slotsAwaited()).isEqualTo(3);
        assertThat(book.events().events(first.id(), 1))
                .extracting(Event::type, Event::detail)
                .containsExactly(tuple(
                        EventType.STARVED,
                        "The next attempt starts from nothing, as this one, once 3 slots are free."));
    }

    @Test
    void startsALostJobFromNothingAgainWhereThatWasAskedAndItNeverRan() {
        Job first = startedFromNothing();

        replace(first, new Action.Replace(AttemptState.LOST, null));

        assertThat(job(first).attempt().restoredFrom()).isNull();
    }

    @Test
    void startsAnotherRevisionFromNothingWhereThatWasAskedAndItNeverRan() {
        Job first = startedFromNothing();
        int revision = book.revisions().add(job(first), new Given().spec(2));
        book.jobs().want(job(first), Desired.RUNNING, revision, false);

        succession.replace(job(first), new Action.Replace(AttemptState.CANCELLED, "never posted"));

        assertThat(job(first).attempt().restoredFrom()).isNull();
        assertThat(job(first).attempt().revision()).isEqualTo(revision);
    }

    @Test
    void goesOnFromACheckpointOfAJobThatRanWhileNobodyLooked() {
        Job first = declare();
        book.attempts().checkpoint(first.attempt(), "file:/chk-9");

        replace(first, STARVED);

        assertThat(job(first).attempt().restoredFrom()).isEqualTo("file:/chk-9");
    }

    @Test
    void goesOnFromTheNewestStateOfAJobThatRanBeforeItGotNoSlot() {
        Job first = declare();
        book.attempts().checkpoint(first.attempt(), "file:/chk-9");
        book.attempts().progress(first.attempt(), Given.unhealthy(true));

        replace(first, STARVED);

        assertThat(job(first).attempt().restoredFrom()).isEqualTo("file:/chk-9");
    }

    @Test
    void triesNoStateAgainThatCouldNotBeRestoredThoughThereWereNoSlotsInBetween() {
        Job first = declare();
        book.attempts().checkpoint(first.attempt(), "file:/chk-9");
        book.attempts().savepoint(first.attempt(), "file:/sp-8");
        book.attempts().end(first.attempt(), AttemptState.LOST, null);
        book.attempts().insert(first.id(), 2, 1, Start.of("file:/sp-8", false), 0);
        replace(first, new Action.Replace(AttemptState.FAILED, "no such state"));
        assertThat(job(first).attempt().restoredFrom()).isEqualTo("file:/chk-9");

        replace(first, STARVED);

        assertThat(job(first).attempt().restoredFrom()).isEqualTo("file:/chk-9");
        assertThat(book.attempts().attempts(first.id()))
                .extracting(Attempt::state)
                .isEqualTo(List.of(AttemptState.NEW, AttemptState.STARVED, AttemptState.FAILED, AttemptState.LOST));
        replace(first, new Action.Replace(AttemptState.FAILED, "no such state"));
        assertThat(job(first).attempt().note()).startsWith("No state is left that can be restored");
    }

    /** Puts another attempt in the place of one that Flink showed. */
    private void replace(Job job, Action.Replace replace) {
        book.attempts().advance(job(job).attempt(), AttemptState.OBSERVED);
        succession.replace(job(job), replace);
    }

    /** One that left a checkpoint, and that somebody resumed without it. */
    private Job startedFromNothing() {
        Job job = declare();
        book.attempts().checkpoint(job.attempt(), "file:/chk-9");
        book.attempts().end(job.attempt(), AttemptState.CANCELLED, null);
        book.attempts().insert(job.id(), 2, 1, Start.of(null, true), 0);
        return job;
    }

    private Job declare() {
        String id = book.jobs()
                .declare(new NewJob("name", new Given().spec(1), null))
                .orElseThrow();
        return book.jobs().job(id).orElseThrow();
    }

    private Job job(Job job) {
        return book.jobs().job(job.id()).orElseThrow();
    }
}
