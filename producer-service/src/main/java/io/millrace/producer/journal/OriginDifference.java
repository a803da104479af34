package io.millrace.producer.journal;

import io.millrace.producer.journal.JournalEntry.Origin;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Tells in which parts the origin of a journal differs from a producer's, and what to do about it. */
final class OriginDifference {
    private static final String VERSION = "generator version";
    private static final String CATALOG = "catalog";

    /** As the synthetic source writes its fingerprint, and wrote it before it had profiles and formats. */
    private static final Pattern SYNTHETIC = Pattern.compile(
            "synthetic-(?<version>\\d+)-(?<catalog>[0-9A-F]+)-(?:(?<profile>.+?)-)?[0-9a-f]{1,16}(?:-(?<format>.+))?");

    private OriginDifference() {}

    /** Returns the parts that differ and the remedy, as the end of a sentence. */
    static String between(Origin made, Origin asked) {
        Matcher before = SYNTHETIC.matcher(made.source());
        Matcher now = SYNTHETIC.matcher(asked.source());
        boolean synthetic = before.matches() && now.matches();
        Map<String, String> kept = synthetic ? parts(made, before) : parts(made);
        Map<String, String> found = synthetic ? parts(asked, now) : parts(asked);
        List<String> differing = kept.keySet().stream()
                .filter(part -> !Objects.equals(kept.get(part), found.get(part)))
                .toList();
        return differing.stream()
                        .map(part ->
                                "its " + part + " is " + kept.get(part) + ", this producer's is " + found.get(part))
                        .collect(Collectors.joining("; "))
                + "; " + remedy(differing);
    }

    private static Map<String, String> parts(Origin origin, Matcher fingerprint) {
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put(VERSION, fingerprint.group("version"));
        parts.put(CATALOG, fingerprint.group("catalog"));
        parts.put("seed", Long.toString(origin.seed()));
        for (String part : List.of("profile", "format")) {
            String text = fingerprint.group(part);
            if (text != null) {
                parts.put(part, text);
            }
        }
        return parts;
    }

    private static Map<String, String> parts(Origin origin) {
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put("source", origin.source());
        parts.put("seed", Long.toString(origin.seed()));
        return parts;
    }

    private static String remedy(List<String> differing) {
        String how = differing.contains(VERSION) || differing.contains(CATALOG)
                ? "start it with the producer that made it"
                : "give this producer its " + String.join(" and ", differing);
        return how + ", or use an empty folder";
    }
}
