package io.millrace.submitter.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventStoreTests extends OnBothDatabases {

    @Test
    void keepsAJobsEventsNewestFirst() {
        Job job = declare("a");
        book.events().add(EventType.CLUSTER_RESTARTED, "http://localhost:8081");
        book.events().add(job.attempt(), EventType.POSTED, "x".repeat(3000));
        clock.forward(Duration.ofSeconds(1));
        book.events().add(job.attempt(), EventType.RUNNING, "All its vertices run.");

        List<Event> events = book.events().events(job.id(), 10);
        assertThat(events).hasSize(3);
        long newest = events.get(0).number();
        assertThat(events)
                .containsExactly(
                        new Event(
                                newest,
                                job.id(),
                                "a",
                                1,
                                EventType.RUNNING,
                                "All its vertices run.",
                                NOW.plusSeconds(1)),
                        new Event(newest - 1, job.id(), "a", 1, EventType.POSTED, "x".repeat(2000), NOW),
                        new Event(newest - 3, job.id(), "a", 1, EventType.DECLARED, "Declared.", NOW));
        assertThat(book.events().events(job.id(), 1)).containsExactly(events.get(0));
    }

    @Test
    void keepsWhatHappenedOutsideOfAnyJobAndToForgottenOnes() {
        Job job = declare("a");
        book.events().add(EventType.ARTIFACT_ADDED, "b.jar");
        book.attempts().end(job.attempt(), AttemptState.CANCELLED, null);
        book.jobs().forget(job.id());
        book.events().add(job.attempt(), EventType.DELETED, "The job is forgotten.");

        assertThat(book.events().events(10)).extracting(Event::job).containsExactly("a", null, "a");
        assertThat(book.events().events(1)).extracting(Event::type).containsExactly(EventType.DELETED);
    }

    @Test
    void tellsOfTransitionsInTheirOrder() {
        Attempt attempt = declare("a").attempt();
        book.events().add(attempt, EventType.POSTED, "not told");
        book.events().add(attempt, EventType.RUNNING, "first");
        book.events().add(EventType.CLUSTER_RESTARTED, "second");

        EventStore.Due first = book.events().due().orElseThrow();
        assertThat(first.event().detail()).isEqualTo("first");
        assertThat(first.tries()).isZero();
        book.events().settle(first.event());
        Event second = book.events().due().orElseThrow().event();
        assertThat(second.type()).isEqualTo(EventType.CLUSTER_RESTARTED);
        assertThat(second.job()).isNull();
        assertThat(second.attempt()).isNull();
        book.events().settle(second);
        assertThat(book.events().due()).isEmpty();
    }

    @Test
    void letsLaterEventsWaitForOneThatIsTriedAgain() {
        Attempt attempt = declare("a").attempt();
        book.events().add(attempt, EventType.RUNNING, "first");
        book.events().add(attempt, EventType.STABLE, "second");

        book.events().postpone(book.events().due().orElseThrow().event(), NOW.plusSeconds(2));

        assertThat(book.events().due()).isEmpty();
        clock.forward(Duration.ofSeconds(2));
        EventStore.Due again = book.events().due().orElseThrow();
        assertThat(again.event().detail()).isEqualTo("first");
        assertThat(again.tries()).isEqualTo(1);
    }

    @Test
    void neverTellsAgainOfWhatAnotherSubmitterTold() {
        book.events().add(declare("a").attempt(), EventType.RUNNING, "told");
        Event event = book.events().due().orElseThrow().event();
        book.events().settle(event);

        book.events().postpone(event, NOW);

        assertThat(book.events().due()).isEmpty();
    }
}
