package io.millrace.stream.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class TimelineTests {
    @Property
    void aSequenceIsInTheLastSegmentThatOpensAtOrBeforeIt(
            @ForAll @Size(min = 1, max = 30) List<@IntRange(max = 5) Integer> steps,
            @ForAll @LongRange(min = 0, max = 170) long sequence) {
        List<Segment> segments = new ArrayList<>();
        long from = 0;
        for (int step : steps) {
            segments.add(new Segment(from, from, 1));
            from += step;
        }
        Timeline timeline = new Timeline(segments);
        int naive = 0;
        for (int i = 0; i < steps.size(); i++) {
            if (timeline.segments().get(i).from() <= sequence) {
                naive = i;
            }
        }

        assertThat(timeline.indexOf(sequence)).isEqualTo(naive);
        assertThat(timeline.segmentOf(sequence)).isEqualTo(timeline.segments().get(naive));
        assertThat(timeline.current()).isEqualTo(timeline.segments().get(steps.size() - 1));
    }

    @Test
    void refusesSegmentsThatGoBackInSequenceOrTime() {
        Segment first = new Segment(10, 100, 5);

        assertThatThrownBy(() -> new Timeline(List.of(first, new Segment(9, 100, 5))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("segment Segment[from=9, at=100, curve=ConstantRate[eventsPerSecond=5]] opens before "
                        + "Segment[from=10, at=100, curve=ConstantRate[eventsPerSecond=5]]");
        assertThatThrownBy(() -> new Timeline(List.of(first, new Segment(10, 99, 5))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(new Timeline(List.of(first, new Segment(10, 100, 6))).segmentOf(10))
                .isEqualTo(new Segment(10, 100, 6));
    }
}
