package io.millrace.stream.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** All recorded events of the shared data: parsed, and counted as its {@code counts.json} counts them. */
class RecordedEventsTests {

    private static final Path FOLDER =
            Path.of(System.getProperty("millrace.recorded-events", "../../shared/data/windows-events"));
    private static final Map<String, EventFormat> FORMATS = Map.of(
            "nxlog", EventFormat.NXLOG,
            "flat", EventFormat.FLAT,
            "winlogbeat6", EventFormat.WINLOGBEAT6,
            "winlogbeat_ecs", EventFormat.WINLOGBEAT,
            "evtx_dump", EventFormat.EVTX_DUMP,
            "sentinel", EventFormat.SENTINEL);

    @TestFactory
    Stream<DynamicTest> countsOfEachFileAreThoseOfTheCountsFile() throws IOException {
        JsonNode files = counts();
        return files.propertyStream()
                .map(file ->
                        DynamicTest.dynamicTest(file.getKey(), () -> assertCounts(file.getKey(), file.getValue())));
    }

    @Test
    void everyRecordedEventComesBackFromItsCanonicalLine() throws Exception {
        EventParser parser = new EventParser();
        EventWriter writer = new EventWriter();
        for (String file : counts().propertyNames()) {
            for (String line : lines(file)) {
                WindowsEvent event = parse(parser, line);
                byte[] canonical = writer.write(event);
                assertThat(parser.parse(canonical, 0, canonical.length)).isEqualTo(event);
            }
        }
    }

    @Test
    void theLazyParserReadsEveryRecordedEventAlike() throws Exception {
        EventParser parser = new EventParser();
        LazyParser lazy = new LazyParser(EventFormat.AUTO);
        int lazily = 0;
        for (String file : counts().propertyNames()) {
            for (String text : lines(file)) {
                byte[] line = text.getBytes(StandardCharsets.UTF_8);
                EventView seen = lazy.parse(line, 0, line.length);
                WindowsEvent event = parser.parse(line, 0, line.length);
                assertThat(seen.message()).isEqualTo(event.message());
                assertThat(List.of("" + seen.timestamp(), "" + seen.level(), "" + seen.source(), "" + seen.eventId()))
                        .containsExactly(
                                "" + event.timestamp(), "" + event.level(), "" + event.source(), "" + event.eventId());
                assertThat(seen.provider() + seen.computer()).isEqualTo(event.provider() + event.computer());
                assertThat(seen.whole()).isEqualTo(event);
                lazily += seen instanceof LazyEvent && file.startsWith("nxlog") ? 1 : 0;
            }
        }
        assertThat(lazily).as("of NXLog's").isGreaterThan(1_000);
    }

    private static JsonNode counts() throws IOException {
        assumeThat(FOLDER)
                .as(
                        "the recorded events are not part of the repository; they are looked for in %s",
                        FOLDER.toAbsolutePath())
                .isDirectory();
        return JsonMapper.shared()
                .readTree(Files.readString(FOLDER.resolve("counts.json")))
                .get("files");
    }

    private static void assertCounts(String file, JsonNode expected) throws Exception {
        Map<String, Map<String, Integer>> counted = new HashMap<>();
        String format = expected.get("format").propertyNames().iterator().next();
        EventParser detecting = new EventParser();
        EventParser fixedParser = new EventParser(Objects.requireNonNull(FORMATS.get(format)));
        int lines = 0;
        String first = "9";
        String last = "";
        for (String line : lines(file)) {
            WindowsEvent event = parse(detecting, line);
            assertThat(parse(fixedParser, line)).isEqualTo(event);
            count(event, counted);
            first = first.compareTo(second(event)) > 0 ? second(event) : first;
            last = last.compareTo(second(event)) < 0 ? second(event) : last;
            lines++;
        }
        assertThat(lines).isEqualTo(expected.get("parsed").intValue());
        for (String dimension : counted.keySet()) {
            assertThat(counted.get(dimension)).as(dimension).isEqualTo(expected(expected.get(dimension)));
        }
        assertThat(first).isEqualTo(second(expected.get("time_min_as_written").stringValue()));
        assertThat(last).isEqualTo(second(expected.get("time_max_as_written").stringValue()));
    }

    private static void count(WindowsEvent event, Map<String, Map<String, Integer>> counted) {
        String audit = Keywords.audit(event.keywords()).name().toLowerCase(Locale.ROOT);
        add(counted, "channel", event.source(), "None");
        add(counted, "event_id", event.eventId(), "None");
        add(
                counted,
                "channel_event_id",
                (event.source() == null ? "None" : event.source()) + "|" + event.eventId(),
                "");
        add(counted, "provider", event.provider(), "None");
        add(counted, "computer", event.computer(), "None");
        add(counted, "level", event.level(), "absent");
        add(counted, "audit", audit, "none");
    }

    private static void add(
            Map<String, Map<String, Integer>> counted, String dimension, @Nullable Object value, String absent) {
        counted.computeIfAbsent(dimension, name -> new TreeMap<>())
                .merge(value == null ? absent : value.toString(), 1, Integer::sum);
    }

    private static Map<String, Integer> expected(JsonNode counts) {
        Map<String, Integer> expected = new TreeMap<>();
        counts.propertyStream()
                .forEach(count -> expected.put(count.getKey(), count.getValue().intValue()));
        return expected;
    }

    /** The time as written, to the second: the files differ in blanks, zones and digits. */
    private static String second(String written) {
        return written.substring(0, 19).replace(' ', 'T');
    }

    private static String second(WindowsEvent event) {
        return second(String.valueOf(event.timestamp()));
    }

    private static List<String> lines(String file) throws IOException {
        String text = Files.readString(FOLDER.resolve(file));
        return text.lines().filter(line -> !line.isBlank()).toList();
    }

    private static WindowsEvent parse(EventParser parser, String line) throws MalformedEventException {
        // CR as the files with CRLF have it, and bytes around the line as in a read buffer
        byte[] bytes = ("xx" + line + "\r\nxx").getBytes(StandardCharsets.UTF_8);
        return parser.parse(bytes, 2, bytes.length - 5);
    }
}
