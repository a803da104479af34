package io.millrace.submitter.notify;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffTests {

    @ParameterizedTest
    @CsvSource({"0, 1", "1, 2", "2, 4", "7, 128", "8, 256", "9, 300", "10, 300", "1000, 300", "2147483647, 300"})
    void doublesFromASecondToFiveMinutesAndTakesUpToHalfOfThatAway(int tries, long seconds) {
        Backoff backoff = new Backoff(new Random(1));
        Duration full = Duration.ofSeconds(seconds);

        var pauses =
                IntStream.range(0, 1000).mapToObj(i -> backoff.after(tries)).toList();

        assertThat(pauses).allMatch(pause -> pause.compareTo(full.dividedBy(2)) >= 0 && pause.compareTo(full) <= 0);
        assertThat(pauses)
                .anyMatch(pause -> pause.compareTo(full.multipliedBy(6).dividedBy(10)) < 0);
        assertThat(pauses)
                .anyMatch(pause -> pause.compareTo(full.multipliedBy(9).dividedBy(10)) > 0);
    }
}
