package io.millrace.analytics.source.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ConvoyTests {
    private static final long LEAD = Convoy.LEAD.toMillis();

    private final List<Long> reports = new ArrayList<>();
    private final Convoy convoy = new Convoy(reports::add);

    private Convoy.Place join(String split) {
        convoy.join(split);
        return convoy.placeOf(split);
    }

    /** A convoy of the only reader, to which all splits are dealt. */
    private void complete() {
        convoy.allDealt();
        convoy.othersReached(Long.MAX_VALUE);
    }

    private static boolean mayRead(Convoy.Place place) {
        place.wakeUp();
        return place.awaitTurn();
    }

    @Test
    void letsASplitBeAheadOfTheLastOneByTheLeadAndNoMore() {
        Convoy.Place fast = join("fast");
        Convoy.Place slow = join("slow");
        complete();
        slow.reached(1000);
        fast.reached(1000 + LEAD);
        assertThat(mayRead(fast)).isTrue();

        fast.reached(1001 + LEAD);

        assertThat(mayRead(fast)).isFalse();
        assertThat(mayRead(slow)).isTrue();
        slow.reached(1001);
        assertThat(mayRead(fast)).isTrue();
    }

    @Test
    void waitsForASplitOfWhichNothingCameYet() {
        Convoy.Place read = join("read");
        Convoy.Place unreachable = join("unreachable");
        complete();
        assertThat(mayRead(read)).isTrue();
        read.reached(5000);

        assertThat(mayRead(read)).isFalse();
        assertThat(mayRead(unreachable)).isTrue();
        unreachable.reached(5000);
        assertThat(mayRead(read)).isTrue();
    }

    @Test
    void waitsForSplitsThatAreYetToBeDealtOut() {
        Convoy.Place early = join("early");
        convoy.othersReached(Long.MAX_VALUE);
        assertThat(mayRead(early)).isFalse();
        early.reached(5000);
        assertThat(mayRead(early)).isFalse();

        Convoy.Place late = join("late");
        convoy.allDealt();
        assertThat(mayRead(early)).isFalse();
        assertThat(mayRead(late)).isTrue();
        late.reached(4000);

        assertThat(mayRead(early)).isTrue();
    }

    @Test
    void waitsForOtherReaders() {
        Convoy.Place only = join("only");
        convoy.allDealt();
        only.reached(1000 + LEAD);
        assertThat(mayRead(only)).isFalse();
        convoy.othersReached(999);
        assertThat(mayRead(only)).isFalse();

        convoy.othersReached(1000);

        assertThat(mayRead(only)).isTrue();
    }

    @Test
    void reportsHowFarTheLastSplitIsWheneverItCameFurtherByAQuarterOfTheLead() {
        Convoy.Place one = join("one");
        Convoy.Place other = join("other");
        complete();
        one.reached(100);
        assertThat(reports).isEmpty();
        other.reached(50);
        other.reached(100 + LEAD);
        one.reached(49 + LEAD / 4);
        assertThat(reports).containsExactly(50L);

        one.reached(50 + LEAD / 4);

        assertThat(reports).containsExactly(50L, 50 + LEAD / 4);
    }

    @Test
    void reportsThatNobodyHasToWaitForAReaderThatWillHaveNoSplits() {
        assertThat(reports).isEmpty();
        convoy.allDealt();
        convoy.othersReached(1000);

        assertThat(reports).containsExactly(Long.MAX_VALUE);
    }

    @Test
    void endsAWaitWhenTheLastSplitMovesOn() throws InterruptedException {
        Convoy.Place fast = join("fast");
        Convoy.Place slow = join("slow");
        complete();
        slow.reached(0);
        fast.reached(LEAD + 1);
        Thread waiting = new Thread(fast::awaitTurn, "waiting");
        waiting.start();
        await().until(() -> waiting.getState() == Thread.State.WAITING);

        slow.reached(1);

        waiting.join();
        assertThat(mayRead(fast)).isTrue();
    }

    @Test
    void hasNoPlaceForASplitThatDidNotJoin() {
        assertThatThrownBy(() -> convoy.placeOf("stranger"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no split stranger joined");
    }
}
