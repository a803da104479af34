package io.millrace.producer.generator;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The facts that the synthetic events are made of, read from {@code /catalog} on the class path.
 *
 * @param facts patterns by name that hold everywhere
 * @param events kinds of event by key
 * @param cells what belongs together
 * @param presences what goes on at hosts
 * @param profiles which hosts there are, and what they log
 * @param frequencies how often an event was seen, by data set, channel and {@code provider/id}
 * @param company where it all happens
 * @param scenarios attacks that can be played
 * @param hash SHA-256 over the files: other facts make another stream
 */
record Catalog(
        Map<String, String> facts,
        Map<String, EventDefinition> events,
        CellDefinition.Document cells,
        PresenceDefinition.Document presences,
        ProfileDefinition.Document profiles,
        Map<String, Map<String, Map<String, Integer>>> frequencies,
        CompanyDefinition company,
        List<ScenarioDefinition> scenarios,
        String hash) {
    private static final List<String> PARTS = List.of("security", "sysmon", "system", "application", "powershell");

    /** The events of a part of the catalog, with the facts they use. */
    private record EventDocument(Map<String, String> facts, Map<String, EventDefinition> events) {}

    static Catalog load() {
        return new Loader().load();
    }

    private static final class Loader {
        private final JsonMapper mapper = JsonMapper.builder()
                .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .build();
        private final StringBuilder texts = new StringBuilder();

        Catalog load() {
            PresenceDefinition.Document presences =
                    mapper.readValue(read("presences"), PresenceDefinition.Document.class);
            CompanyDefinition company = mapper.readValue(read("company"), CompanyDefinition.class);
            Map<String, String> facts = new HashMap<>(presences.facts());
            facts.putAll(company.domain().facts());
            Map<String, EventDefinition> events = new TreeMap<>();
            for (String part : PARTS) {
                EventDocument document = mapper.readValue(read("events/" + part), EventDocument.class);
                facts.putAll(document.facts());
                events.putAll(document.events());
            }
            return new Catalog(
                    Map.copyOf(facts),
                    events,
                    cells(),
                    presences,
                    mapper.readValue(read("profiles"), ProfileDefinition.Document.class),
                    mapper.readValue(read("frequencies"), new TypeReference<>() {}),
                    company,
                    mapper.readValue(read("scenarios"), new TypeReference<>() {}),
                    Digests.upperHexSha256(texts.toString()));
        }

        private CellDefinition.Document cells() {
            List<String> paired = new ArrayList<>();
            List<String> reserved = new ArrayList<>();
            List<CellDefinition> cells = new ArrayList<>();
            for (String part : PARTS) {
                CellDefinition.Document document =
                        mapper.readValue(read("cells/" + part), CellDefinition.Document.class);
                paired.addAll(document.paired());
                reserved.addAll(document.reserved());
                cells.addAll(document.cells());
            }
            return new CellDefinition.Document(List.copyOf(paired), List.copyOf(reserved), List.copyOf(cells));
        }

        /** Without carriage returns: a checkout with other line ends is still the same catalog. */
        private String read(String name) {
            String resource = "/catalog/" + name + ".json";
            try (InputStream in = Catalog.class.getResourceAsStream(resource)) {
                if (in == null) {
                    throw new IllegalStateException("The resource " + resource + " is missing: the jar is incomplete");
                }
                String text = new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r", "");
                texts.append(text).append('\0');
                return text;
            } catch (IOException unreadable) {
                throw new UncheckedIOException("The resource " + resource + " cannot be read", unreadable);
            }
        }
    }
}
