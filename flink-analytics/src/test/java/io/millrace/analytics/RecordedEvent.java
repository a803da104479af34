package io.millrace.analytics;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A recorded event of the shared data, read as plain JSON: what it must be counted as, told without the product's own parsers.
 *
 * @param line as it was recorded
 * @param time by its own account
 * @param keys what it is counted by, by dimension
 */
record RecordedEvent(String line, Instant time, Map<String, String> keys) {
    static final Path FOLDER =
            Path.of(System.getProperty("millrace.recorded-events", "../../shared/data/windows-events"));

    private static final JsonMapper JSON = new JsonMapper();
    private static final long AUDIT = 0x0030_0000_0000_0000L;

    /** Where the formats, each in a folder of its own, have what counts; of several places the first one that is there. */
    private record Format(
            String time,
            String source,
            List<String> provider,
            List<String> eventId,
            String computer,
            List<String> level) {}

    private static final String EVTX = "/Event/System/";
    private static final Map<String, Format> FORMATS = Map.of(
            "evtx_dump",
            new Format(
                    EVTX + "TimeCreated/#attributes/SystemTime",
                    EVTX + "Channel",
                    List.of(EVTX + "Provider/#attributes/Name"),
                    List.of(EVTX + "EventID/#text", EVTX + "EventID"),
                    EVTX + "Computer",
                    List.of(EVTX + "Level")),
            "flat",
            new Format(
                    "/TimeCreated",
                    "/Channel",
                    List.of("/SourceName"),
                    List.of("/EventID"),
                    "/Hostname",
                    List.of("/Level")),
            "nxlog",
            new Format(
                    "/EventTime",
                    "/Channel",
                    List.of("/SourceName"),
                    List.of("/EventID"),
                    "/Hostname",
                    List.of("/Severity")),
            "sentinel",
            new Format(
                    "/TimeGenerated",
                    "/Channel",
                    List.of("/Provider", "/EventSourceName"),
                    List.of("/EventID"),
                    "/Computer",
                    List.of("/EventLevel", "/Level")),
            "winlogbeat6",
            new Format(
                    "/@timestamp",
                    "/log_name",
                    List.of("/source_name"),
                    List.of("/event_id"),
                    "/computer_name",
                    List.of("/level")),
            "winlogbeat7_ecs",
            new Format(
                    "/@timestamp",
                    "/winlog/channel",
                    List.of("/winlog/provider_name"),
                    List.of("/winlog/event_id"),
                    "/winlog/computer_name",
                    List.of("/log/level")));

    /** Reads all of them, file by file in the order of their paths. */
    static List<RecordedEvent> all() throws IOException {
        List<RecordedEvent> events = new ArrayList<>();
        try (Stream<Path> files = Files.walk(FOLDER)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".ndjson"))
                    .sorted()
                    .toList()) {
                String folder =
                        Objects.requireNonNull(file.getParent()).getFileName().toString();
                Format format = Objects.requireNonNull(FORMATS.get(folder), folder);
                Files.readString(file)
                        .lines()
                        .filter(line -> !line.isBlank())
                        .forEach(line -> events.add(of(line, format)));
            }
        }
        return events;
    }

    private static RecordedEvent of(String line, Format format) {
        JsonNode event = JSON.readTree(line);
        Map<String, String> keys = Map.of(
                "total", "all",
                "level", level(event, format),
                "source", text(event, format.source()),
                "provider", first(event, format.provider()),
                "eventId", first(event, format.eventId()),
                "computer", text(event, format.computer()));
        return new RecordedEvent(line, time(text(event, format.time())), keys);
    }

    /** All are in UTC, whether they say so or not. */
    private static Instant time(String text) {
        String local = text.replace(' ', 'T');
        return Instant.parse(local.endsWith("Z") ? local : local + "Z");
    }

    private static String level(JsonNode event, Format format) {
        String level = first(event, format.level());
        boolean audit =
                format.level().contains("/Severity") && (event.path("Keywords").asLong() & AUDIT) != 0;
        return audit
                ? "Information"
                : switch (level.toLowerCase(Locale.ROOT)) {
                    case "0", "4", "info", "information" -> "Information";
                    case "1", "critical" -> "Critical";
                    case "2", "error" -> "Error";
                    case "3", "warning" -> "Warning";
                    case "5", "debug", "verbose" -> "Verbose";
                    case "absent" -> level;
                    default -> "Level " + Integer.parseInt(level);
                };
    }

    private static String first(JsonNode event, List<String> places) {
        return places.stream()
                .map(place -> text(event, place))
                .filter(text -> !text.equals("absent"))
                .findFirst()
                .orElse("absent");
    }

    private static String text(JsonNode event, String place) {
        JsonNode value = event.at(place);
        return value.isValueNode() && !value.isNull() ? value.asString() : "absent";
    }
}
