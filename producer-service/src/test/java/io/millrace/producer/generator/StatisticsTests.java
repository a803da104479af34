package io.millrace.producer.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.stream.journal.EpochNanos;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** The stream's figures against those measured on real hosts, see {@code catalog/profiles.json}. */
class StatisticsTests {
    private static final JsonFactory FACTORY = new JsonFactory();
    private static final long MIDNIGHT = EpochNanos.of(Instant.parse("2026-03-02T00:00:00Z"));

    private final Catalog catalog = Catalog.load();
    private final LineBuffer line = new LineBuffer(8_192);

    private record Seen(String computer, String kind) {}

    private interface Visitor {
        void visit(Seen event, int index);
    }

    /** Over one day: people's sessions follow the hours. */
    @ParameterizedTest
    @CsvSource({"domain-controller, CONTROLLER", "member-server, SERVER", "workstation, WORKSTATION"})
    void logsEachKindOfEventAsOftenAsMeasuredOnSuchHosts(String profile, Role role) {
        int events = 300_000;
        Map<String, Integer> counts = new HashMap<>();
        forEach(profile, events, Duration.ofDays(1), (event, index) -> counts.merge(event.kind(), 1, Integer::sum));

        Map<String, Double> expected = new TreeMap<>();
        Targets.of(role, catalog).forEach((key, share) -> {
            EventDefinition event = Company.known(catalog.events(), key, "event");
            expected.merge(event.channel() + "/" + event.provider() + "/" + event.id(), share, Double::sum);
        });
        double distance = 0;
        for (Map.Entry<String, Double> kind : expected.entrySet()) {
            double share = counts.getOrDefault(kind.getKey(), 0) / (double) events;
            distance += Math.abs(share - kind.getValue()) / 2;
            if (kind.getValue() * events > 300) {
                assertThat(share / kind.getValue()).as(kind.getKey()).isBetween(0.5, 1.3);
            }
        }
        assertThat(distance).as("total variation distance").isLessThan(0.06);
        assertThat(expected.keySet()).containsAll(counts.keySet());
        assertThat(counts.keySet()).hasSizeGreaterThan(expected.size() * 8 / 10);
    }

    @Test
    void mixesTheRolesAsTheProfileSays() {
        int events = 200_000;
        Map<String, Integer> roles = new HashMap<>();
        forEach("mixed", events, Duration.ofDays(1), (event, index) -> roles.merge(role(event), 1, Integer::sum));

        assertThat(roles.getOrDefault("controller", 0) / (double) events).isCloseTo(0.20, within(0.04));
        assertThat(roles.getOrDefault("server", 0) / (double) events).isCloseTo(0.25, within(0.04));
        assertThat(roles.getOrDefault("workstation", 0) / (double) events).isCloseTo(0.55, within(0.04));
    }

    /**
     * Measured on 162 hosts (median of 5.6 events a second): the variance of the events per second is 13 to 605 times their
     * mean (10th and 90th percentile), 100 times in the median, and 8 to 79 % of the seconds are empty. Ours are a little
     * calmer at the upper end.
     */
    @Test
    void isAsUnevenOnEachHostAsMeasuredWhileTheStreamAsAWholeIsEven() {
        int events = 600_000;
        int seconds = 600;
        Map<String, int[]> hosts = new HashMap<>();
        forEach(
                "mixed",
                events,
                Duration.ofSeconds(seconds),
                (event, index) -> hosts.computeIfAbsent(event.computer(), computer -> new int[seconds])[
                        (int) ((long) index * seconds / events)]++);

        List<Double> unevenness = new ArrayList<>();
        List<Double> empty = new ArrayList<>();
        hosts.values().forEach(counts -> {
            unevenness.add(varianceToMean(counts));
            empty.add(emptyShare(counts));
        });
        assertThat(percentile(unevenness, 10)).isGreaterThan(13.2);
        assertThat(percentile(unevenness, 50)).isBetween(50.0, 200.0);
        assertThat(percentile(unevenness, 90)).isBetween(100.0, 605.0);
        assertThat(percentile(empty, 50)).isBetween(0.08, 0.79);
    }

    @Test
    void seesPeopleAtTheirDesksByDay() {
        int[] logons = new int[24];
        forEach("workstation", 200_000, Duration.ofDays(1), (event, index) -> {
            if (event.kind().endsWith("Security-Auditing/4647")) {
                logons[(int) (index * 24L / 200_000)]++;
            }
        });
        int night = logons[1] + logons[2] + logons[3];
        int day = logons[9] + logons[10] + logons[11];
        assertThat(day).isGreaterThan(10 * Math.max(1, night));
    }

    private static double varianceToMean(int[] counts) {
        double mean = 0;
        double squares = 0;
        for (int count : counts) {
            mean += count / (double) counts.length;
            squares += (double) count * count / counts.length;
        }
        return (squares - mean * mean) / mean;
    }

    private static double emptyShare(int[] counts) {
        int empty = 0;
        for (int count : counts) {
            empty += count == 0 ? 1 : 0;
        }
        return empty / (double) counts.length;
    }

    private static double percentile(List<Double> values, int percent) {
        List<Double> sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        return sorted.get(sorted.size() * percent / 100);
    }

    private static String role(Seen event) {
        String computer = event.computer();
        return computer.contains("-DC")
                ? "controller"
                : computer.contains("-WS1") || computer.contains("-WS0") ? "workstation" : "server";
    }

    private void forEach(String profile, int events, Duration duration, Visitor visitor) {
        EventSource source = new SyntheticSource(new SyntheticSettings(7, profile, LineFormat.CANONICAL), catalog);
        long apart = duration.toNanos() / events;
        StreamTimes times = index -> MIDNIGHT + index * apart;
        for (int index = 0; index < events; index++) {
            line.reset();
            source.encode(index, index, times, line);
            visitor.visit(read(), index);
        }
    }

    /** Only the first members: that is much faster than a tree. */
    private Seen read() {
        String channel = "";
        String id = "";
        String provider = "";
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), line.array(), 0, line.length())) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                switch (name) {
                    case "source" -> channel = parser.getString();
                    case "eventId" -> id = parser.getString();
                    case "provider" -> provider = parser.getString();
                    case "computer" -> {
                        return new Seen(parser.getString(), channel + "/" + provider + "/" + id);
                    }
                    default -> {}
                }
            }
        }
        throw new AssertionError("an event without a computer");
    }
}
