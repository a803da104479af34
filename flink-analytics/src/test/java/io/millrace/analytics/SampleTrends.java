package io.millrace.analytics;

import io.millrace.analytics.SampleLogons.Logon;
import io.millrace.stream.result.BaselineAlert;
import io.millrace.stream.result.BaselineAlert.Alert;
import io.millrace.stream.result.LogonRatio;
import io.millrace.stream.result.Result;
import io.millrace.stream.result.TimeSpan;
import io.millrace.stream.result.TopKeys;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;

/**
 * What the job must tell of the sample lines beyond counts, worked out one event after the other, with plain means over all
 * windows; there are too few of them for old ones to weigh less.
 */
record SampleTrends(String resultsName, String stream, long until, long windowMillis) {
    private static final int TOP = 10;
    private static final int LAST_WINDOW = 28;

    private TimeSpan windowOf(String start, long windows) {
        Instant first = Instant.parse(start);
        return new TimeSpan(first, first.plusMillis(windows * windowMillis));
    }

    private String startOf(long sequence) {
        long time = StreamServerFixture.timeOf(sequence).toEpochMilli();
        return Instant.ofEpochMilli(time - time % windowMillis).toString();
    }

    List<Result> tops() {
        Map<String, Map<String, Long>> groups = new TreeMap<>();
        SampleLines.counts(until, windowMillis).forEach((id, count) -> {
            String[] parts = id.split("/", 3);
            if ((parts[1].equals("eventId") || parts[1].equals("computer")) && !parts[2].equals("absent")) {
                groups.computeIfAbsent(parts[0] + "/" + parts[1], group -> new TreeMap<>())
                        .put(parts[2], count);
            }
        });
        logons().forEach((id, logons) -> {
            String[] parts = id.split("/", 3);
            if (parts[1].equals("user") && logons[0] > 0) {
                groups.computeIfAbsent(parts[0] + "/failingUser", group -> new TreeMap<>())
                        .put(parts[2], logons[0]);
            }
        });
        List<Result> tops = new ArrayList<>();
        groups.forEach((group, counts) -> {
            String[] parts = group.split("/", 2);
            tops.add(TopKeys.of(resultsName, stream, windowOf(parts[0], 1), parts[1], first(counts)));
        });
        return tops;
    }

    private static List<TopKeys.Entry> first(Map<String, Long> counts) {
        return counts.entrySet().stream()
                .sorted((a, b) -> a.getValue().equals(b.getValue())
                        ? a.getKey().compareTo(b.getKey())
                        : Long.compare(b.getValue(), a.getValue()))
                .limit(TOP)
                .map(entry -> new TopKeys.Entry(entry.getKey(), entry.getValue()))
                .toList();
    }

    /** Failures and all logons, by {@code <start>/<dimension>/<key>}. */
    private Map<String, long[]> logons() {
        Map<String, long[]> logons = new TreeMap<>();
        LongStream.range(0, until)
                .forEach(sequence -> SampleLines.logon(sequence).ifPresent(logon -> {
                    logon.user().ifPresent(user -> add(logons, startOf(sequence) + "/user/" + user, logon));
                    logon.address().ifPresent(address -> add(logons, startOf(sequence) + "/address/" + address, logon));
                }));
        return logons;
    }

    private static void add(Map<String, long[]> logons, String id, Logon logon) {
        long[] counts = logons.computeIfAbsent(id, key -> new long[2]);
        counts[0] += logon.failed() ? 1 : 0;
        counts[1]++;
    }

    List<Result> ratios() {
        List<Result> ratios = new ArrayList<>();
        logons().forEach((id, logons) -> {
            String[] parts = id.split("/", 3);
            if (logons[0] > 0) {
                ratios.add(LogonRatio.of(
                        resultsName, stream, windowOf(parts[0], 1), parts[1], parts[2], logons[0], logons[1]));
            }
        });
        return ratios;
    }

    /** Returns the alerts on hosts up to the 28th second, when all have been silent for long. */
    List<Result> baseline() {
        Map<String, Long> counts = SampleLines.counts(until, windowMillis);
        List<Result> alerts = new ArrayList<>();
        for (int host = 0; host < 7; host++) {
            compare("host-" + host, counts, alerts);
        }
        return alerts;
    }

    private void compare(String host, Map<String, Long> counts, List<Result> alerts) {
        List<Double> history = new ArrayList<>();
        int empty = 0;
        boolean told = false;
        for (int window = 0; window <= LAST_WINDOW; window++) {
            String start =
                    StreamServerFixture.START.plusMillis(window * windowMillis).toString();
            long count = counts.getOrDefault(start + "/computer/" + host, 0L);
            double mean = history.stream().mapToDouble(x -> x).average().orElse(0);
            double variance = history.stream()
                    .mapToDouble(x -> (x - mean) * (x - mean))
                    .average()
                    .orElse(0);
            double deviation = Math.sqrt(Math.max(mean, variance));
            if (count == 0) {
                empty++;
                if (!told && history.size() >= 16 && empty * mean > 4 * Math.sqrt(empty) * deviation) {
                    told = true;
                    String first = StreamServerFixture.START
                            .plusMillis((window - empty + 1) * windowMillis)
                            .toString();
                    alerts.add(alert(host, windowOf(first, empty), 0, empty * mean, Math.sqrt(empty) * deviation));
                }
                continue;
            }
            if (empty > 0 && !told) {
                throw new AssertionError("the sample has no gaps that are normal, but " + host + " at " + start);
            }
            boolean spike = history.size() >= 16
                    && count >= 20
                    && count > mean + 4 * deviation
                    && count > 2 * fadedPeak(history);
            if (spike) {
                alerts.add(alert(host, windowOf(start, 1), count, mean, deviation));
            }
            history.add((double) count);
            empty = 0;
            told = false;
        }
    }

    private static double fadedPeak(List<Double> history) {
        double peak = 0;
        for (int i = 0; i < history.size(); i++) {
            peak = Math.max(peak, history.get(i) * Math.pow(127.0 / 128, history.size() - 1 - i));
        }
        return peak;
    }

    private Result alert(String host, TimeSpan window, long count, double expected, double deviation) {
        Alert alert = count == 0 ? Alert.SILENCE : Alert.SPIKE;
        String id = BaselineAlert.idOf(resultsName, stream, window, host, alert);
        return new BaselineAlert(
                id,
                stream,
                window,
                host,
                count,
                Math.round(expected * 1000) / 1000.0,
                Math.round(deviation * 1000) / 1000.0,
                alert);
    }
}
