package io.millrace.producer.generator;

import io.millrace.producer.scenario.PlacedRun;
import io.millrace.producer.scenario.ScenarioDescription;
import io.millrace.producer.scenario.ScenarioException;
import io.millrace.producer.scenario.ScenarioPlan;
import io.millrace.producer.scenario.ScenarioRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The scenarios of the catalog, played in the company of the background. */
final class Scenarios implements ScenarioSource {
    private static final int RUN = -2;
    private static final int LARGEST_SIZE = 1_000_000;
    private static final double FASTEST = 10_000_000;
    private static final double SLOWEST = 0.001;

    private final Company company;
    private final long seed;
    private final Map<String, ScenarioScript> scripts = new LinkedHashMap<>();
    private final ThreadLocal<Stage> stages = ThreadLocal.withInitial(Stage::new);

    Scenarios(Catalog catalog, Company company, SyntheticSettings settings) {
        this.company = company;
        this.seed = settings.seed();
        TemplateLibrary templates = new TemplateLibrary(catalog, settings.format(), true);
        for (ScenarioDefinition definition : catalog.scenarios()) {
            scripts.put(definition.name(), new ScenarioScript(definition, company, templates));
        }
    }

    @Override
    public List<ScenarioDescription> descriptions() {
        return scripts.values().stream()
                .map(ScenarioScript::definition)
                .map(definition -> new ScenarioDescription(
                        definition.name(),
                        definition.description(),
                        definition.target(),
                        definition.size(),
                        defaults(definition)))
                .toList();
    }

    private static ScenarioPlan defaults(ScenarioDefinition definition) {
        ScenarioDefinition.Defaults defaults = definition.defaults();
        return new ScenarioPlan(
                definition.name(),
                defaults.target(),
                defaults.pace(),
                defaults.size(),
                defaults.hosts(),
                definition.events(definition.attempts(defaults.size(), defaults.hosts())));
    }

    @Override
    public ScenarioPlan plan(ScenarioRequest request) throws ScenarioException {
        ScenarioScript script = scripts.get(request.scenario());
        if (script == null) {
            throw new ScenarioException(
                    "unknown-scenario",
                    "there is no scenario '" + request.scenario() + "'; there are "
                            + String.join(", ", scripts.keySet()));
        }
        ScenarioDefinition definition = script.definition();
        ScenarioDefinition.Defaults defaults = definition.defaults();
        String target = target(definition, request.target() == null ? defaults.target() : request.target());
        double pace = request.pace() == null ? defaults.pace() : request.pace();
        if (!(pace >= SLOWEST && pace <= FASTEST)) {
            throw bad("pace is " + SLOWEST + " to 10000000 events per second, not " + pace);
        }
        int size = within("size", request.size(), defaults.size(), largestSize(definition));
        int hosts = within("hosts", request.hosts(), defaults.hosts(), mostHosts(definition));
        int attempts = definition.attempts(size, hosts);
        return new ScenarioPlan(definition.name(), target, pace, size, hosts, definition.events(attempts));
    }

    private int largestSize(ScenarioDefinition definition) {
        return switch (definition.each()) {
            // one is left for the closing
            case ACCOUNT -> company.accounts(definition.account()).size() - 1;
            case SERVICE -> company.accounts("service").size();
            case HOST, OBJECT -> LARGEST_SIZE;
        };
    }

    /** What is started in an opening runs on that host only. */
    private int mostHosts(ScenarioDefinition definition) {
        boolean startsSomething = definition.each() == ScenarioDefinition.Each.OBJECT
                && !definition.opening().isEmpty();
        return startsSomething
                ? 1
                : company.hosts(Role.named(definition.role())).size();
    }

    private String target(ScenarioDefinition definition, String name) throws ScenarioException {
        if (definition.targetKind().equals(ScenarioDefinition.ACCOUNT)) {
            List<Account> accounts = company.accounts(definition.account());
            if (accounts.stream().noneMatch(account -> account.name().text().equals(name))) {
                throw bad("the target of " + definition.name() + " is " + definition.target() + ", one of "
                        + accounts.size() + " from " + accounts.get(0).name().text() + " to "
                        + accounts.get(accounts.size() - 1).name().text() + ", not '" + name + "'");
            }
        } else {
            List<Host> hosts = company.hosts(Role.named(definition.targetKind()));
            if (hosts.stream().noneMatch(host -> host.name().text().equals(name))) {
                throw bad("the target of " + definition.name() + " is " + definition.target() + ", one of "
                        + hosts.size() + " from " + hosts.get(0).name().text() + " to "
                        + hosts.get(hosts.size() - 1).name().text() + ", not '" + name + "'");
            }
        }
        return name;
    }

    private static int within(String parameter, @Nullable Integer asked, int otherwise, int most)
            throws ScenarioException {
        int value = asked == null ? otherwise : asked;
        if (value < 1 || value > most) {
            throw bad(parameter + " is 1 to " + most + ", not " + value);
        }
        return value;
    }

    private static ScenarioException bad(String message) {
        return new ScenarioException("bad-parameter", message);
    }

    @Override
    public void encode(PlacedRun run, long step, long sequence, long streamTime, LineBuffer out) {
        Stage stage = stages.get();
        stage.scene.enter(sequence, streamTime);
        stage.play(run).encode(step, stage.scene, out);
    }

    /** What a thread needs, with the run that it was asked for last. */
    private final class Stage {
        private final Scene scene = new Scene(company);
        private ScenarioScript.@Nullable Play play;

        ScenarioScript.Play play(PlacedRun run) {
            ScenarioScript.Play last = play;
            if (last == null || !last.run().equals(run)) {
                ScenarioScript script = Company.known(scripts, run.run().scenario(), "scenario");
                last = script.resolve(
                        run, Mix.derive(Mix.derive(seed, RUN), run.run().number()));
                play = last;
            }
            return last;
        }
    }
}
