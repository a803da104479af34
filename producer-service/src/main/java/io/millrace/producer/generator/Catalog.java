package io.millrace.producer.generator;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * The facts that the synthetic events are made of, read from {@code /catalog} on the class path.
 *
 * @param events kinds of event by name
 * @param activities what happens in the company
 * @param company where it happens
 * @param hash SHA-256 over the files: other facts make another stream
 */
record Catalog(
        Map<String, EventDefinition> events,
        ActivityDefinition.Document activities,
        CompanyDefinition company,
        String hash) {

    static Catalog load() {
        String events = read("events.json");
        String activities = read("activities.json");
        String company = read("company.json");
        JsonMapper mapper = JsonMapper.shared();
        return new Catalog(
                mapper.readValue(events, new TypeReference<>() {}),
                mapper.readValue(activities, ActivityDefinition.Document.class),
                mapper.readValue(company, CompanyDefinition.class),
                Digests.upperHexSha256(String.join("\0", events, activities, company)));
    }

    /** Without carriage returns: a checkout with other line ends is still the same catalog. */
    private static String read(String name) {
        String resource = "/catalog/" + name;
        try (InputStream in = Catalog.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("The resource " + resource + " is missing: the jar is incomplete");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r", "");
        } catch (IOException unreadable) {
            throw new UncheckedIOException("The resource " + resource + " cannot be read", unreadable);
        }
    }
}
