package io.millrace.producer.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Our catalog against the shared one, which was made from the recordings themselves. */
class MeasuredCatalogTests {
    private static final Path FILE = Path.of(
                    System.getProperty("millrace.recorded-events", "../../shared/data/windows-events"))
            .resolveSibling("event-catalog.yaml");

    /** What the manifest says otherwise than a recorder's templates: see the catalog's own notes. */
    private static final List<String> DIFFERENT = List.of(
            "Security|Microsoft-Windows-Security-Auditing/4648",
            "Microsoft-Windows-Sysmon/Operational|Microsoft-Windows-Sysmon/14");

    private final Catalog catalog = Catalog.load();
    private JsonNode events = JsonMapper.shared().createArrayNode();

    @BeforeEach
    void read() throws IOException {
        assumeThat(FILE)
                .as("the shared event catalog is not on this machine (%s)", FILE.toAbsolutePath())
                .exists();
        Object document = new Yaml().load(Files.readString(FILE));
        events = JsonMapper.shared().valueToTree(document).get("events");
        assertThat(events.size()).isEqualTo(183);
    }

    @Test
    void hasTheCountsThatWereMeasured() {
        Map<String, Integer> measured = new TreeMap<>();
        for (JsonNode event : events) {
            for (Map.Entry<String, JsonNode> dataset : event.path("freq").properties()) {
                int count = dataset.getValue().get(0).asInt();
                if (count > 0) {
                    measured.put(dataset.getKey() + "|" + event.get("channel").asString() + "|" + id(event), count);
                }
            }
        }
        Map<String, Integer> ours = new TreeMap<>();
        catalog.frequencies()
                .forEach((dataset, channels) -> channels.forEach((channel, counts) ->
                        counts.forEach((id, count) -> ours.put(dataset + "|" + channel + "|" + id, count))));

        assertThat(ours).isEqualTo(measured);
    }

    @Test
    void describesEachKindWithItsFields() {
        Map<String, List<EventDefinition>> ours = new TreeMap<>();
        catalog.events()
                .values()
                .forEach(event -> ours.merge(
                        event.channel() + "|" + event.provider() + "/" + event.id(),
                        List.of(event),
                        (left, right) ->
                                Stream.concat(left.stream(), right.stream()).toList()));
        for (JsonNode event : events) {
            String kind = event.get("channel").asString() + "|" + id(event);
            assertThat(ours).containsKey(kind);
            TreeSet<String> fields = new TreeSet<>();
            event.path("fields").propertyNames().forEach(fields::add);
            ours.getOrDefault(kind, List.of()).forEach(definition -> {
                if (!fields.isEmpty() && !DIFFERENT.contains(kind)) {
                    assertThat(new TreeSet<>(definition.data().keySet()))
                            .as(kind)
                            .isEqualTo(fields);
                }
            });
        }
    }

    private static String id(JsonNode event) {
        return event.get("provider").asString() + "/" + event.get("id").asInt();
    }
}
