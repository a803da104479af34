package io.millrace.producer.generator;

import io.millrace.producer.scenario.PlacedRun;
import io.millrace.producer.scenario.ScenarioRun;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A compiled scenario. */
final class ScenarioScript {
    private static final int ATTACKER = 1;
    private static final int ACTOR = 2;
    private static final int FIRST_HOST = 3;
    private static final int FIRST_ATTEMPT = 16;
    private static final String SERVICE = "service";

    private final ScenarioDefinition definition;
    private final Company company;
    private final Role role;
    private final List<Step> opening;
    private final List<Step> attempt;
    private final List<Step> closing;

    /**
     * @param process tells the programs of a run apart
     * @param number tells the steps of an attempt apart
     */
    private record Step(Template template, Place place, int process, int number) {}

    ScenarioScript(ScenarioDefinition definition, Company company, TemplateLibrary templates) {
        this.definition = definition;
        this.company = company;
        this.role = Role.named(definition.role());
        this.opening = compile(definition.opening(), templates);
        this.attempt = compile(definition.attempt(), templates);
        this.closing = compile(definition.closing(), templates);
    }

    private List<Step> compile(List<String> texts, TemplateLibrary templates) {
        return texts.stream()
                .map(text -> {
                    ScenarioDefinition.StepText step = ScenarioDefinition.StepText.parse(text);
                    Map<String, String> facts = new HashMap<>(definition.facts());
                    if (step.set() != null) {
                        facts.putAll(Company.known(definition.sets(), step.set(), "set of facts"));
                    }
                    TemplateLibrary.Context context = new TemplateLibrary.Context(definition.logon(), facts);
                    return new Step(
                            templates.get(step.event(), context), step.place(), process(facts), texts.indexOf(text));
                })
                .toList();
    }

    private static int process(Map<String, String> facts) {
        return facts.getOrDefault("process.command", "").hashCode();
    }

    ScenarioDefinition definition() {
        return definition;
    }

    /** Looks up once what the events of a run have in common. */
    Play resolve(PlacedRun run, long hash) {
        List<Host> hosts = company.hosts(role);
        int first = definition.targetKind().equals(definition.role())
                ? hosts.indexOf(company.host(run.run().target()))
                : Mix.below(hosts.size(), Mix.derive(hash, FIRST_HOST));
        Host from = definition.targetKind().equals(Role.WORKSTATION.inCatalog())
                ? company.host(run.run().target())
                : Mix.pick(company.hosts(Role.WORKSTATION), Mix.derive(hash, ATTACKER));
        int attempts = definition.attempts(run.run().size(), run.run().hosts());
        return new Play(
                run, this, hash, first, from, attempts, new Constant(run.run().label()));
    }

    /**
     * A run with what its events have in common.
     *
     * @param hash that its draws come from
     * @param firstHost number of the first host among those of the role
     * @param from where the attack comes from
     */
    record Play(
            PlacedRun run, ScenarioScript script, long hash, int firstHost, Host from, int attempts, Constant label) {
        void encode(long step, Scene scene, LineBuffer out) {
            script.encode(this, step, scene, out);
        }
    }

    private void encode(Play play, long step, Scene scene, LineBuffer out) {
        long inAttempts = step - opening.size();
        long inClosing = inAttempts - (long) play.attempts() * attempt.size();
        if (inAttempts < 0) {
            perform(play, opening.get((int) step), 0, 0, scene, out);
        } else if (inClosing >= 0) {
            // what succeeds in the end is another account than those that failed
            int number = definition.each() == ScenarioDefinition.Each.ACCOUNT ? play.attempts() : play.attempts() - 1;
            perform(play, closing.get((int) inClosing), number, step - inClosing, scene, out);
        } else {
            int position = (int) (inAttempts % attempt.size());
            perform(play, attempt.get(position), (int) (inAttempts / attempt.size()), step - position, scene, out);
        }
    }

    private void perform(Play play, Step step, int number, long firstStep, Scene scene, LineBuffer out) {
        List<Host> hosts = company.hosts(role);
        ScenarioRun run = play.run().run();
        int place = (play.firstHost() + number % run.hosts()) % hosts.size();
        List<Account> services = company.accounts(SERVICE);
        long attemptHash = Mix.derive(play.hash(), FIRST_ATTEMPT + number);
        scene.play(
                hosts.get(place),
                actor(play, hosts.get(place), number),
                // as if the session had begun with the attempt's first event, like those of the background
                play.run().first() + firstStep * run.stride());
        scene.attempt(attemptHash, Mix.derive(play.hash(), -1L - place), step.process());
        scene.surround(play.from(), services.get(number % services.size()), play.label());
        scene.log(step.place(), Mix.derive(attemptHash, step.number()));
        step.template().appendLine(scene, out);
    }

    private Account actor(Play play, Host host, int number) {
        if (definition.account().equals(PresenceDefinition.OWNER)) {
            return company.owner(host);
        }
        if (definition.targetKind().equals(ScenarioDefinition.ACCOUNT)) {
            return company.account(play.run().run().target());
        }
        List<Account> accounts = company.accounts(definition.account());
        int first = Mix.below(accounts.size(), Mix.derive(play.hash(), ACTOR));
        int turn = definition.each() == ScenarioDefinition.Each.ACCOUNT ? number : 0;
        return accounts.get((first + turn) % accounts.size());
    }
}
