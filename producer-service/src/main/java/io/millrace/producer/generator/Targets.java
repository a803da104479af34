package io.millrace.producer.generator;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How often the hosts of a role are to log each kind of event: as measured on such hosts, see {@code profiles.json}. */
final class Targets {
    /** The share of its channel that an event has which no data set of the role holds. */
    private static final double UNMEASURED = 0.0003;

    private final Role role;
    private final Catalog catalog;
    private final ProfileDefinition.RoleDefinition definition;
    private final Set<String> inCells;

    private Targets(Role role, Catalog catalog) {
        this.role = role;
        this.catalog = catalog;
        this.definition = Company.known(catalog.profiles().roles(), role.inCatalog(), "role");
        this.inCells = inCells();
    }

    /** Shares by the key of the event; they add up to 1. */
    static Map<String, Double> of(Role role, Catalog catalog) {
        return new Targets(role, catalog).shares();
    }

    private Map<String, Double> shares() {
        Map<String, Double> shares = new TreeMap<>();
        double total = definition.channels().values().stream()
                .mapToInt(Integer::intValue)
                .sum();
        definition.channels().forEach((channel, weight) -> {
            Map<String, Double> inChannel = inChannel(channel);
            double sum =
                    inChannel.values().stream().mapToDouble(Double::doubleValue).sum();
            inChannel.forEach((key, share) -> shares.put(key, share / sum * weight / total));
        });
        return shares;
    }

    private Map<String, Double> inChannel(String channel) {
        Map<String, List<String>> variants = new TreeMap<>();
        catalog.events().forEach((key, event) -> {
            if (event.channel().equals(channel) && isLogged(key)) {
                variants.computeIfAbsent(event.provider() + "/" + event.id(), id -> new ArrayList<>())
                        .add(key);
            }
        });
        Map<String, Double> shares = new TreeMap<>();
        Map<String, Double> measured = measured(channel);
        variants.forEach((id, keys) -> split(keys, measured.getOrDefault(id, UNMEASURED), shares));
        return shares;
    }

    private boolean isLogged(String key) {
        return !catalog.cells().reserved().contains(key)
                && (role == Role.CONTROLLER
                        || !catalog.profiles().controllerOnly().contains(key))
                && (!catalog.cells().paired().contains(key) || inCells.contains(key));
    }

    private Set<String> inCells() {
        Stream<List<StepDefinition>> cells = catalog.cells().cells().stream()
                .filter(cell -> cell.occursOn(role))
                .map(CellDefinition::parsedSteps);
        Stream<List<StepDefinition>> sessions = catalog.presences().presences().stream()
                .filter(presence -> presence.occursOn(role))
                .flatMap(presence -> Stream.of(presence.parsedOpening(), presence.parsedClosing()));
        return Stream.concat(cells, sessions)
                .flatMap(List::stream)
                .filter(step -> step.place().role(role) == role)
                .flatMap(step -> step.events().stream())
                .collect(Collectors.toSet());
    }

    private Map<String, Double> measured(String channel) {
        Map<String, Double> shares = new HashMap<>();
        Company.known(definition.datasets(), channel, "channel").forEach((dataset, weight) -> {
            Map<String, Integer> counts =
                    Company.known(Company.known(catalog.frequencies(), dataset, "data set"), channel, "channel");
            double total = counts.values().stream().mapToInt(Integer::intValue).sum();
            counts.forEach((id, count) -> shares.merge(id, weight / 100.0 * count / total, Double::sum));
        });
        return shares;
    }

    /** Variants that say their percentage have it, the others share the rest. */
    private void split(List<String> keys, double share, Map<String, Double> shares) {
        int said = 0;
        int open = 0;
        for (String key : keys) {
            Integer percent = Company.known(catalog.events(), key, "event").share();
            said += percent == null ? 0 : percent;
            open += percent == null ? 1 : 0;
        }
        for (String key : keys) {
            Integer percent = Company.known(catalog.events(), key, "event").share();
            double part = percent == null ? (100.0 - said) / open : open == 0 ? 100.0 * percent / said : percent;
            shares.put(key, share * part / 100);
        }
    }
}
