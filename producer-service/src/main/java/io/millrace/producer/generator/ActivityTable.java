package io.millrace.producer.generator;

import java.util.ArrayList;
import java.util.List;

/**
 * All activities, compiled.
 *
 * @param drawn each as often as its weight says
 * @param opening without a logon: what was under way when the stream began
 */
record ActivityTable(List<Activity> drawn, Activity opening) {

    static ActivityTable compile(Catalog catalog, Company company, LineFormat format) {
        ActivityDefinition.Document document = catalog.activities();
        List<Activity> drawn = new ArrayList<>();
        for (ActivityDefinition definition : document.activities()) {
            Activity activity = Activity.compile(definition, catalog, company, format);
            for (int count = 0; count < definition.weight(); count++) {
                drawn.add(activity);
            }
        }
        Activity opening = document.activities().stream()
                .filter(definition -> definition.name().equals(document.opening()))
                .findFirst()
                .map(definition -> Activity.compile(definition, catalog, company, format))
                .orElseThrow(() -> new IllegalArgumentException(
                        "The catalog has no activity '" + document.opening() + "' to open with"));
        return new ActivityTable(List.copyOf(drawn), opening);
    }

    /** The activity with this number, given its hash. */
    Activity pick(long number, long hash) {
        return Interleaving.isWhole(number) ? drawn.get(Mix.below(drawn.size(), hash)) : opening;
    }
}
