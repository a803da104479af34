package io.millrace.producer.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.stream.protocol.From;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class RunsTests {
    private static final int SEQUENCES = 3_000;

    private static ScenarioRun run(int number, long stride, long events) {
        return new ScenarioRun(number, "spray", "all", 1, 1, stride, events);
    }

    /** The same by counting: for each sequence the run that has it, 0 for the background. */
    private static final class Simulation {
        private final int[] owners = new int[SEQUENCES];

        void add(ScenarioRun run, int head) {
            long left = run.events();
            long wait = 0;
            for (int sequence = head; sequence < SEQUENCES && left > 0; sequence++) {
                if (owners[sequence] == 0) {
                    if (wait == 0) {
                        owners[sequence] = run.number();
                        left--;
                        wait = run.stride();
                    }
                    wait--;
                }
            }
        }
    }

    /** Runs begun one after the other, some at the same head, some long after the last one's end. */
    private static List<Runs> draw(Random random, Simulation simulation, int count) {
        List<Runs> states = new ArrayList<>(List.of(Runs.NONE));
        int head = random.nextInt(20);
        for (int number = 1; number <= count; number++) {
            ScenarioRun run = run(number, 1 + random.nextInt(random.nextBoolean() ? 4 : 40), 1 + random.nextInt(40));
            Runs.Builder builder = states.get(number - 1).toBuilder();
            builder.add(run, head, number, 100);
            states.add(builder.build());
            simulation.add(run, head);
            head += random.nextInt(5) == 0 ? random.nextInt(400) : random.nextInt(30);
        }
        return states;
    }

    @Property(tries = 300)
    void eachSequenceIsOneEventOfTheBackgroundOrOfARun(@ForAll long seed) {
        Random random = new Random(seed);
        Simulation simulation = new Simulation();
        int count = 1 + random.nextInt(20);
        Runs runs = draw(random, simulation, count).get(count);
        long index = 0;
        long[] steps = new long[count + 1];
        long[] firsts = new long[count + 1];
        long[] lasts = new long[count + 1];
        Arrays.fill(firsts, -1);
        for (int sequence = 0; sequence < SEQUENCES; sequence++) {
            int owner = simulation.owners[sequence];
            for (int number = 1; number <= count; number++) {
                assertThat(runs.emittedBefore(number, sequence)).isEqualTo(steps[number]);
            }
            if (owner == 0) {
                assertThat(runs.indexOf(sequence)).isEqualTo(index);
                assertThat(runs.sequenceOfIndex(index)).isEqualTo(sequence);
                index++;
            } else {
                assertThat(runs.indexOf(sequence)).isEqualTo(-1);
                assertThat(runs.runAt(sequence).run().number()).isEqualTo(owner);
                assertThat(runs.stepAt(sequence)).isEqualTo(steps[owner]++);
                firsts[owner] = firsts[owner] < 0 ? sequence : firsts[owner];
                lasts[owner] = sequence;
            }
        }
        for (PlacedRun placed : runs.all()) {
            int number = placed.run().number();
            assertThat(placed.first()).isEqualTo(firsts[number]);
            if (steps[number] == placed.run().events()) {
                assertThat(placed.last()).isEqualTo(lasts[number]);
            }
        }
    }

    @Property(tries = 200)
    void aFurtherRunChangesNothingBeforeItsHead(@ForAll long seed) {
        Random random = new Random(seed);
        List<Runs> states = draw(random, new Simulation(), 12);
        Runs before = states.get(11);
        Runs after = states.get(12);
        long head = 0;
        while (after.indexOf(head) == before.indexOf(head) && head < SEQUENCES) {
            head++;
        }
        assertThat(head).isEqualTo(after.all().get(11).first());
        for (long sequence = 0; sequence < head; sequence++) {
            long index = after.indexOf(sequence);
            assertThat(index).isEqualTo(before.indexOf(sequence));
            if (index < 0) {
                assertThat(after.runAt(sequence)).isEqualTo(before.runAt(sequence));
                assertThat(after.stepAt(sequence)).isEqualTo(before.stepAt(sequence));
            } else {
                assertThat(after.sequenceOfIndex(index)).isEqualTo(before.sequenceOfIndex(index));
            }
        }
    }

    @Property(tries = 200)
    void runsAreUnfinishedUntilTheirLastEvent(@ForAll long seed) {
        Random random = new Random(seed);
        Runs runs = draw(random, new Simulation(), 10).get(10);
        long from = runs.all().get(9).first();
        for (long head = from; head < SEQUENCES; head += 7) {
            long now = head;
            assertThat(runs.unfinishedAt(head)).isEqualTo((int)
                    runs.all().stream().filter(run -> run.last() >= now).count());
        }
    }

    @Test
    void overlappingRunsTakeTurns() {
        Runs.Builder builder = Runs.NONE.toBuilder();
        builder.add(run(1, 2, 4), 10, 0, 100);
        builder.add(run(2, 2, 2), 10, 0, 100);
        Runs runs = builder.build();

        assertThat(runs.all().get(0)).isEqualTo(new PlacedRun(run(1, 2, 4), 0, 100, 10, 16));
        assertThat(runs.all().get(1)).isEqualTo(new PlacedRun(run(2, 2, 2), 0, 100, 11, 15));
        assertThat(runs.indexOf(13)).isEqualTo(10);
        assertThat(runs.indexOf(17)).isEqualTo(11);
        assertThat(runs.sequenceOfIndex(11)).isEqualTo(17);
        assertThat(runs.emittedBefore(2, 12)).isEqualTo(1);
    }

    @Test
    void farOffRunsAreExactToo() {
        Runs.Builder builder = Runs.NONE.toBuilder();
        builder.add(run(1, 1_000_000_007L, 4_000_000L), 1L << 40, 0, 100);
        builder.add(run(2, 3, 1L << 50), 1L << 41, 0, 100);
        Runs runs = builder.build();
        for (long index = (1L << 52) - 1000; index < 1L << 52; index++) {
            assertThat(runs.indexOf(runs.sequenceOfIndex(index))).isEqualTo(index);
        }
    }

    @Test
    void refusesARunOutOfOrderOrWithoutAnEnd() {
        Runs.Builder builder = Runs.NONE.toBuilder();
        builder.add(run(1, 2, 4), 10, 0, 100);

        assertThatThrownBy(() -> builder.add(run(1, 2, 4), 11, 0, 100))
                .hasMessage("run 1 at sequence 11 does not follow run 1 at sequence 10");
        assertThatThrownBy(() -> builder.add(run(2, 2, 4), 9, 0, 100))
                .hasMessage("run 2 at sequence 9 does not follow run 1 at sequence 10");
        assertThatThrownBy(() -> builder.add(run(2, Long.MAX_VALUE, 2), 11, 0, 100))
                .hasMessage("2 events of a run, one in 9223372036854775807, do not fit into the stream");
        assertThatThrownBy(() -> builder.add(run(2, 1, From.Sequence.MAX - 8), 11, 0, 100))
                .hasMessageContaining("do not fit into the stream");
        assertThat(builder.build().all()).hasSize(1);
    }

    @Test
    void aRunHasACountedNumberAndSomeEvents() {
        assertThatThrownBy(() -> run(0, 1, 1)).hasMessage("a run's number, stride and events are 1 or more: 0, 1, 1");
        assertThat(run(3, 1, 1).label()).isEqualTo("spray#3");
        assertThatThrownBy(() -> Runs.NONE.runAt(5)).hasMessage("no run has the sequence 5");
    }
}
