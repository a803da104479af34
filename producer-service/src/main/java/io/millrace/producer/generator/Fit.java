package io.millrace.producer.generator;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * How often what belongs together must occur on the hosts of a role, and what must be filled in between, so that each kind of
 * event is as frequent as its target says: leads set how often cells and sessions are drawn, optional steps take up what
 * their event still lacks, and what is lacking then is drawn alone.
 */
final class Fit {
    /** A session's ends may be at most this share of the episodes by day, or there would be nothing else. */
    private static final double MOST_SESSIONS = 0.40;

    /** How often an optional step is taken which another host logs, whose own targets say nothing about it. */
    private static final double ELSEWHERE = 0.5;

    private final Role role;
    private final Set<Role> roles;
    private final Map<String, Double> targets;
    private final CellDefinition.Document document;
    private final Map<CellDefinition, Double> cells = new LinkedHashMap<>();
    private final Map<PresenceDefinition, Double> sessions = new LinkedHashMap<>();
    private final Map<String, Double> steps = new LinkedHashMap<>();
    private final Map<String, Double> alone = new TreeMap<>();
    private final Map<Role, Map<String, Double>> elsewhere = new LinkedHashMap<>();

    Fit(Role role, Set<Role> roles, Map<String, Double> targets, Catalog catalog) {
        this.role = role;
        this.roles = roles;
        this.targets = targets;
        this.document = catalog.cells();
        drawSessions(catalog.presences().presences());
        drawCells();
        takeOptionalSteps();
        fill();
    }

    /** How many of the cells that are drawn at all are of this kind; the rest is filled. */
    double cellShare(CellDefinition cell) {
        double drawn = 1 - 2.0 / Episode.CELLS * sum(sessions.values());
        return cells.getOrDefault(cell, 0.0) / drawn;
    }

    /** The share of the role's episodes that this session spans, on average over a day. */
    double sessionShare(PresenceDefinition session) {
        return sessions.getOrDefault(session, 0.0);
    }

    /** How probable it is that a step holds this event. */
    double probability(StepDefinition step, String key) {
        if (!step.place().isIn(roles, role)) {
            return 0;
        }
        if (!step.optional()) {
            return 1;
        }
        if (step.place().role(role) != role) {
            return ELSEWHERE;
        }
        double all = step.events().stream()
                .mapToDouble(event -> steps.getOrDefault(event, 0.0))
                .sum();
        return steps.getOrDefault(key, 0.0) / Math.max(1, all);
    }

    /** Weights of the events that are drawn alone. */
    Map<String, Double> alone() {
        return alone;
    }

    /** What hosts of other roles log because of the episodes here, per event of these. */
    Map<Role, Map<String, Double>> elsewhere() {
        return elsewhere;
    }

    private double target(String key) {
        return targets.getOrDefault(key, 0.0);
    }

    private void drawSessions(List<PresenceDefinition> presences) {
        for (PresenceDefinition presence : presences) {
            if (presence.lead() != null && presence.occursOn(role)) {
                sessions.put(presence, Episode.EVENTS * presence.share() / 100.0 * target(presence.lead()));
            }
        }
        double excess = Math.max(1, sum(sessions.values()) / MOST_SESSIONS);
        sessions.replaceAll((presence, share) -> share / excess);
    }

    /** Where an event never occurs alone, its cells share all of it that sessions leave over. */
    private void drawCells() {
        Map<String, Double> left = new HashMap<>(targets);
        sessions.forEach((session, share) -> left.merge(session.lead(), -share / Episode.EVENTS, Double::sum));
        for (CellDefinition cell : document.cells()) {
            if (cell.occursOn(role)) {
                double all = document.cells().stream()
                        .filter(other -> other.lead().equals(cell.lead()) && other.occursOn(role))
                        .mapToInt(CellDefinition::share)
                        .sum();
                double available = Math.max(0, left.getOrDefault(cell.lead(), 0.0));
                double rate = document.paired().contains(cell.lead())
                        ? available * cell.share() / all
                        : Math.min(target(cell.lead()) * cell.share() / 100.0, available * cell.share() / all);
                cells.put(cell, Episode.CELL_EVENTS * rate);
            }
        }
        makeRoom();
    }

    /** Where there are more cells than fit, those give way whose events can be drawn alone instead. */
    private void makeRoom() {
        double room = 1 - 2.0 / Episode.CELLS * sum(sessions.values());
        double needed = 0;
        double movable = 0;
        for (Map.Entry<CellDefinition, Double> cell : cells.entrySet()) {
            boolean isPaired = document.paired().contains(cell.getKey().lead());
            needed += isPaired ? cell.getValue() : 0;
            movable += isPaired ? 0 : cell.getValue();
        }
        double tight = Math.min(1, room / needed);
        double left = Math.min(1, Math.max(0, room - needed) / movable);
        cells.replaceAll((cell, share) -> share * (document.paired().contains(cell.lead()) ? tight : left));
    }

    private void takeOptionalSteps() {
        Map<String, Double> room = new LinkedHashMap<>();
        Map<String, Double> taken = new LinkedHashMap<>();
        forEachStep((step, rate) -> {
            if (step.place().role(role) == role) {
                step.events().forEach(key -> (step.optional() ? room : taken).merge(key, rate, Double::sum));
            }
        });
        room.forEach((key, rate) -> {
            double lacking = Math.max(0, target(key) - taken.getOrDefault(key, 0.0));
            steps.put(key, rate > 0 ? Math.min(1, lacking / rate) : 0);
        });
    }

    private void fill() {
        alone.putAll(targets);
        forEachStep((step, rate) -> step.events().forEach(key -> {
            double events = rate * probability(step, key);
            Role logging = step.place().role(role);
            if (logging == role) {
                alone.merge(key, -events, Double::sum);
            } else {
                elsewhere
                        .computeIfAbsent(logging, other -> new LinkedHashMap<>())
                        .merge(key, events, Double::sum);
            }
        }));
        alone.keySet().removeAll(document.paired());
        alone.values().removeIf(weight -> weight <= 0);
    }

    private interface StepVisitor {
        /** @param rate how often the step comes, per event of the role */
        void visit(StepDefinition step, double rate);
    }

    private void forEachStep(StepVisitor visitor) {
        cells.forEach((cell, share) ->
                cell.parsedSteps().forEach(step -> visitor.visit(step, share / Episode.CELL_EVENTS)));
        sessions.forEach((session, share) -> {
            session.parsedOpening().forEach(step -> visitor.visit(step, share / Episode.EVENTS));
            session.parsedClosing().forEach(step -> visitor.visit(step, share / Episode.EVENTS));
        });
    }

    private static double sum(Collection<Double> shares) {
        return shares.stream().mapToDouble(Double::doubleValue).sum();
    }
}
