package io.millrace.producer.generator;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A compiled activity: as many events as {@link Interleaving#STEPS}, with the facts of its logon already filled in.
 *
 * @param accounts who may act
 * @param programs what may run
 * @param steps its events in order
 */
record Activity(List<Account> accounts, List<Program> programs, List<Step> steps) {

    /** One event, drawn from kinds that are equally likely. */
    record Step(Place place, int ordinal, List<Template> alternatives) {}

    static Activity compile(ActivityDefinition definition, Catalog catalog, Company company, LineFormat format) {
        if (definition.steps().size() != Interleaving.STEPS) {
            throw new IllegalArgumentException("The activity '" + definition.name() + "' has "
                    + definition.steps().size() + " steps; each must have " + Interleaving.STEPS);
        }
        Map<String, String> facts = new HashMap<>(catalog.activities().facts());
        facts.putAll(Company.known(catalog.activities().logons(), definition.logon(), "logon"));
        facts.putAll(catalog.company().domain().facts());
        List<Step> steps = new ArrayList<>();
        for (String text : definition.steps()) {
            ActivityDefinition.StepDefinition step = ActivityDefinition.StepDefinition.parse(text);
            steps.add(new Step(step.place(), step.ordinal(), templates(step, catalog, facts, format)));
        }
        return new Activity(
                company.accounts(definition.account()), company.programs(definition.programs()), List.copyOf(steps));
    }

    private static List<Template> templates(
            ActivityDefinition.StepDefinition step, Catalog catalog, Map<String, String> facts, LineFormat format) {
        return step.events().stream()
                .map(name -> Company.known(catalog.events(), name, "event").compile(format, facts, false))
                .toList();
    }
}
