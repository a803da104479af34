package io.millrace.producer.generator;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes the scripts of a profile from the catalog. */
final class ScriptCompiler {
    private final Catalog catalog;
    private final Company company;
    private final TemplateLibrary templates;

    ScriptCompiler(Catalog catalog, Company company, LineFormat format) {
        this.catalog = catalog;
        this.company = company;
        this.templates = new TemplateLibrary(catalog, format, false);
    }

    /** The scripts of all roles that hosts have in the profile. */
    Map<Role, Script> compile(String profile) {
        Map<Role, Script> scripts = new EnumMap<>(Role.class);
        fits(catalog, profile).forEach((role, fit) -> scripts.put(role, new RoleCompiler(role, fit).compile()));
        return scripts;
    }

    /** How often all that must occur. Hosts log events of episodes at others, too, which counts in their targets. */
    static Map<Role, Fit> fits(Catalog catalog, String profile) {
        Map<Role, Double> shares = catalog.profiles().shares(profile);
        Set<Role> roles = shares.keySet();
        Map<Role, Map<String, Double>> targets = new EnumMap<>(Role.class);
        roles.forEach(role -> targets.put(role, Targets.of(role, catalog)));
        Map<Role, Map<String, Double>> received = new EnumMap<>(Role.class);
        shares.forEach((role, share) -> new Fit(role, roles, Company.known(targets, role, "role"), catalog)
                .elsewhere()
                .forEach((logging, events) ->
                        events.forEach((key, rate) -> received.computeIfAbsent(logging, other -> new LinkedHashMap<>())
                                .merge(key, rate * share, Double::sum))));
        Map<Role, Fit> fits = new EnumMap<>(Role.class);
        shares.forEach((role, share) -> {
            Map<String, Double> own =
                    own(Company.known(targets, role, "role"), share, received.getOrDefault(role, Map.of()));
            fits.put(role, new Fit(role, roles, own, catalog));
        });
        return fits;
    }

    /** What is left of the targets for a role's own episodes. */
    private static Map<String, Double> own(Map<String, Double> targets, double share, Map<String, Double> received) {
        double all = share + sum(received.values());
        Map<String, Double> own = new LinkedHashMap<>();
        targets.forEach((key, target) ->
                own.put(key, Math.max(0, (target * all - received.getOrDefault(key, 0.0)) / share)));
        return own;
    }

    private static double sum(Collection<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).sum();
    }

    /** Compiles what one role needs. */
    private final class RoleCompiler {
        private final Fit fit;
        private final List<PresenceDefinition> definitions;
        private final List<CellDefinition> cells;
        private final List<String> alone;

        RoleCompiler(Role role, Fit fit) {
            this.fit = fit;
            this.definitions = catalog.presences().presences().stream()
                    .filter(presence -> presence.occursOn(role))
                    .toList();
            this.cells = catalog.cells().cells().stream()
                    .filter(cell -> cell.occursOn(role))
                    .toList();
            this.alone = List.copyOf(fit.alone().keySet());
        }

        Script compile() {
            WeightedChoice[] byHour = new WeightedChoice[Script.HOURS];
            for (int hour = 0; hour < Script.HOURS; hour++) {
                byHour[hour] = presencesAt(hour);
            }
            double[] weights = new double[cells.size() + 1];
            double drawn = 0;
            for (int cell = 0; cell < cells.size(); cell++) {
                weights[cell] = fit.cellShare(cells.get(cell));
                drawn += weights[cell];
            }
            weights[cells.size()] = Math.max(0, 1 - drawn);
            double[] filling = fit.alone().values().stream()
                    .mapToDouble(Double::doubleValue)
                    .toArray();
            return new Script(
                    definitions.stream().map(this::presence).toList(),
                    byHour,
                    new WeightedChoice(weights),
                    new WeightedChoice(filling));
        }

        private WeightedChoice presencesAt(int hour) {
            double[] weights = new double[definitions.size()];
            double others = 0;
            double left = 1;
            for (int presence = 0; presence < weights.length; presence++) {
                PresenceDefinition definition = definitions.get(presence);
                List<Integer> curve = Company.known(catalog.profiles().hours(), definition.hours(), "curve of hours");
                double now = curve.get(hour)
                        / curve.stream().mapToInt(Integer::intValue).average().orElseThrow();
                boolean session = definition.lead() != null;
                weights[presence] = now * (session ? fit.sessionShare(definition) : definition.weight());
                left -= session ? weights[presence] : 0;
                others += session ? 0 : weights[presence];
            }
            for (int presence = 0; presence < weights.length; presence++) {
                if (definitions.get(presence).lead() == null) {
                    weights[presence] *= Math.max(0, left) / others;
                }
            }
            return new WeightedChoice(weights);
        }

        private Presence presence(PresenceDefinition definition) {
            TemplateLibrary.Context context = new TemplateLibrary.Context(definition.logon(), Map.of());
            List<Cell> compiled = new ArrayList<>();
            cells.forEach(cell -> compiled.add(cell(cell, definition)));
            compiled.add(Cell.FILLED);
            return new Presence(
                    accounts(definition.account()),
                    company.programs(definition.programs()),
                    edge(definition.parsedOpening(), context),
                    edge(definition.parsedClosing(), context),
                    compiled,
                    alone.stream().map(key -> templates.get(key, context)).toList());
        }

        private Cell edge(List<StepDefinition> steps, TemplateLibrary.Context context) {
            return new Cell(List.of(), List.of(), false, steps(steps, context));
        }

        private Cell cell(CellDefinition definition, PresenceDefinition presence) {
            String logon = definition.logon() == null ? presence.logon() : definition.logon();
            TemplateLibrary.Context context =
                    new TemplateLibrary.Context(logon, definition.facts() == null ? Map.of() : definition.facts());
            return new Cell(
                    accounts(definition.account()),
                    definition.programs() == null ? List.of() : company.programs(definition.programs()),
                    definition.newProcess(),
                    steps(definition.parsedSteps(), context));
        }

        private List<Account> accounts(@Nullable String kind) {
            return kind == null || kind.equals(PresenceDefinition.OWNER) ? List.of() : company.accounts(kind);
        }

        private List<Step> steps(List<StepDefinition> definitions, TemplateLibrary.Context context) {
            return definitions.stream()
                    .map(step -> new Step(
                            step.place(),
                            step.events().stream()
                                    .map(key -> templates.get(key, context))
                                    .toList(),
                            step.events().stream()
                                    .mapToDouble(key -> fit.probability(step, key))
                                    .toArray()))
                    .toList();
        }
    }
}
