package io.millrace.producer.generator;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The templates of a stream: an event is compiled anew only for a context that makes a difference to it. */
final class TemplateLibrary {
    private final Catalog catalog;
    private final LineFormat format;
    private final boolean labelled;
    private final Map<Context, Map<String, String>> facts = new HashMap<>();
    private final Map<String, List<Compiled>> compiled = new HashMap<>();

    /**
     * What is known beforehand about an event.
     *
     * @param logon the kind of session it belongs to
     * @param facts patterns that hold besides, by name
     */
    record Context(String logon, Map<String, String> facts) {}

    private record Compiled(Map<String, String> facts, Template template) {
        boolean fits(Map<String, String> context) {
            return facts.entrySet().stream().allMatch(fact -> fact.getValue().equals(context.get(fact.getKey())));
        }
    }

    /** @param labelled whether they belong to scenarios, whose run is then named in each line */
    TemplateLibrary(Catalog catalog, LineFormat format, boolean labelled) {
        this.catalog = catalog;
        this.format = format;
        this.labelled = labelled;
    }

    Template get(String event, Context context) {
        Map<String, String> known = facts.computeIfAbsent(context, this::merge);
        List<Compiled> versions = compiled.computeIfAbsent(event, key -> new ArrayList<>());
        for (Compiled version : versions) {
            if (version.fits(known)) {
                return version.template();
            }
        }
        Compiled version = compile(event, known);
        versions.add(version);
        return version.template();
    }

    private Compiled compile(String event, Map<String, String> known) {
        Template.Builder builder = new Template.Builder(known);
        try {
            EventDefinition definition = Company.known(catalog.events(), event, "event");
            Template template = definition.compile(format, builder, labelled);
            Map<String, String> used = new HashMap<>(builder.used());
            if (definition.user() != null) {
                // a format may look into the account without using all of its facts
                used.putAll(
                        new Template.Builder(known).pattern(definition.user()).used());
            }
            return new Compiled(used, template);
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException("In the event " + event + ": " + wrong.getMessage(), wrong);
        }
    }

    private Map<String, String> merge(Context context) {
        Map<String, String> merged = new HashMap<>(catalog.facts());
        merged.putAll(Company.known(catalog.presences().logons(), context.logon(), "logon"));
        merged.putAll(context.facts());
        return merged;
    }
}
