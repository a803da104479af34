package io.millrace.consumer.result;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.consumer.result.ReceivedResult.View;
import io.millrace.consumer.settings.ResultSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.h2.jdbcx.JdbcConnectionPool;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;

class ResultStoreTests {
    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final ResultFilter ALL = new ResultFilter(null, null, null);

    @TempDir
    private Path folder;

    private final List<ReceivedResult> watched = new ArrayList<>();
    private Instant now = START.plusSeconds(600);
    private JdbcConnectionPool database;
    private ResultStore store;

    @BeforeEach
    void open() {
        ResultSettings settings = new ResultSettings(folder, Duration.ofMinutes(10), 50);
        database = ResultConfiguration.database(folder);
        store = ResultConfiguration.store(database, settings, () -> now, watched::add);
    }

    @AfterEach
    void close() {
        database.dispose();
    }

    private static ReceivedResult count(String id, int second, String dimension, String key, int count) {
        return new ReceivedResult(
                id, "count", View.WINDOW, START.plusSeconds(second), dimension, key, "{\"" + id + "\":" + count + "}");
    }

    static ReceivedResult total(String id, int second, int count) {
        return count(id, second, "total", "all", count);
    }

    private List<String> newest(View view, ResultFilter filter, int limit) {
        return store.newest(new ResultQuery(view, filter, null, null, limit));
    }

    private List<String> between(@Nullable Instant after, @Nullable Instant until) {
        return store.newest(new ResultQuery(View.WINDOW, ALL, after, until, 100));
    }

    @Test
    void anAnswerIsBoundedHoweverLargeTheResultsAre() {
        String large = "{\"text\":\"" + "x".repeat(ResultLines.MOST_LINE_BYTES - 11) + "\"}";
        for (int i = 0; i < 10; i++) {
            store.store(
                    List.of(new ReceivedResult("r" + i, "odd", View.OTHER, START.plusSeconds(i), null, null, large)));
        }

        assertThat(newest(View.OTHER, ALL, 10)).hasSize(ResultStore.MOST_CHARACTERS / large.length());
        assertThat(newest(View.OTHER, ALL, 2)).containsExactly(large, large);
    }

    @Test
    void theLastResultOfAnIdIsKeptAndARepetitionChangesNothing() {
        assertThat(store.store(List.of(total("a", 1, 1), total("b", 2, 1)))).isEqualTo(new Stored(2, 2, 0, 0));
        assertThat(store.store(List.of(total("b", 2, 1), total("a", 1, 5), total("c", 3, 1), total("c", 3, 2))))
                .isEqualTo(new Stored(4, 2, 2, 0));

        assertThat(newest(View.WINDOW, ALL, 10)).containsExactly("{\"c\":2}", "{\"b\":1}", "{\"a\":5}");
        assertThat(watched).containsExactly(total("a", 1, 1), total("b", 2, 1), total("a", 1, 5), total("c", 3, 2));
    }

    @Test
    void whatIsOlderThanTheHorizonIsNeitherTakenNorShownNorKept() {
        now = START.plusSeconds(600);
        assertThat(store.store(List.of(total("a", 0, 1), total("b", -1, 1), total("c", 1, 1))))
                .isEqualTo(new Stored(3, 2, 0, 1));
        assertThat(newest(View.WINDOW, ALL, 10)).containsExactly("{\"c\":1}", "{\"a\":1}");

        now = START.plusSeconds(601);
        assertThat(newest(View.WINDOW, ALL, 10)).containsExactly("{\"c\":1}");
        assertThat(store.count()).isEqualTo(2);
        store.store(List.of(total("d", 100, 1)));
        assertThat(store.count()).isEqualTo(2);
    }

    @Test
    void theOldestGoWhenThereAreTooMany() {
        store.store(
                IntStream.range(0, 45).mapToObj(i -> total("a" + i, 300 - i, i)).toList());
        store.store(
                IntStream.range(0, 20).mapToObj(i -> total("b" + i, 400 + i, i)).toList());

        assertThat(store.count()).isEqualTo(50);
        assertThat(newest(View.WINDOW, ALL, 100))
                .hasSize(50)
                .contains("{\"a29\":29}")
                .doesNotContain("{\"a30\":30}");
    }

    @Test
    void resultsAreFoundByWhatTheyAreAbout() {
        store.store(List.of(
                total("a", 10, 1),
                count("b", 10, "level", "Error", 2),
                count("c", 20, "level", "Error", 3),
                count("d", 20, "level", "Warning", 4),
                new ReceivedResult("e", "top", View.WINDOW, START.plusSeconds(20), "level", null, "{\"e\":5}"),
                new ReceivedResult("f", "alert", View.ALERT, START.plusSeconds(30), null, null, "{\"f\":6}"),
                new ReceivedResult("g", "dead-letter", View.OTHER, START.plusSeconds(30), null, null, "{\"g\":7}")));

        assertThat(newest(View.WINDOW, new ResultFilter(null, "level", "Error"), 10))
                .containsExactly("{\"c\":3}", "{\"b\":2}");
        assertThat(newest(View.WINDOW, new ResultFilter(null, "level", "Error"), 1))
                .containsExactly("{\"c\":3}");
        assertThat(newest(View.WINDOW, new ResultFilter("top", null, null), 10)).containsExactly("{\"e\":5}");
        assertThat(newest(View.WINDOW, new ResultFilter(null, null, "all"), 10)).containsExactly("{\"a\":1}");
        assertThat(newest(View.ALERT, ALL, 10)).containsExactly("{\"f\":6}");
        assertThat(store.newest(new ResultQuery(null, new ResultFilter("dead-letter", null, null), null, null, 10)))
                .containsExactly("{\"g\":7}");
        assertThat(between(START.plusSeconds(10), START.plusSeconds(20)))
                .hasSize(3)
                .doesNotContain("{\"a\":1}");
        assertThat(between(null, START.plusSeconds(19))).containsExactly("{\"a\":1}", "{\"b\":2}");
        assertThat(between(START.plusSeconds(20), null)).isEmpty();
    }

    @Test
    void aThousandAndMoreResultsAreOneTransaction() {
        List<ReceivedResult> many = IntStream.range(0, 2500)
                .mapToObj(i -> total("a" + i, i % 500, 1))
                .toList();

        assertThat(store.store(many)).isEqualTo(new Stored(2500, 2500, 0, 0));
        assertThat(store.count()).isEqualTo(50);
        assertThat(store.store(List.of(total("a499", 499, 1), total("a0", 0, 1))))
                .isEqualTo(new Stored(2, 1, 1, 0));
    }

    @Test
    void whatWasAcknowledgedOutlivesAKill() throws Exception {
        Path killed = folder.resolve("killed");
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        HaltingChild.class.getName(),
                        killed.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("child.log").toFile())
                .start();
        assertThat(child.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(child.exitValue())
                .as(Files.readString(folder.resolve("child.log")))
                .isEqualTo(HaltingChild.HALTED);

        JdbcConnectionPool after = ResultConfiguration.database(killed);
        try {
            ResultStore reopened = ResultConfiguration.store(
                    after, new ResultSettings(killed, Duration.ofMinutes(10), 50), () -> now, watched::add);
            assertThat(reopened.newest(new ResultQuery(View.WINDOW, ALL, null, null, 10)))
                    .containsExactly("{\"survivor\":1}");
        } finally {
            after.dispose();
        }
    }

    @Test
    void whatIsAskedForMostIsReadFromAnIndexInItsOrder() {
        JdbcTemplate jdbc = new JdbcTemplate(database);
        String plan = jdbc.queryForObject(
                "EXPLAIN SELECT json FROM result WHERE happened_at >= CURRENT_TIMESTAMP AND shown_as = 'WINDOW'"
                        + " AND dimension = 'total' ORDER BY shown_as, dimension, happened_at DESC, id"
                        + " FETCH FIRST 10 ROWS ONLY",
                String.class);

        assertThat(plan).contains("RESULT_BY_DIMENSION").contains("index sorted");
    }
}
