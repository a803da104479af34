package io.millrace.producer.generator;

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

    private final ScenarioDefinition definition;
    private final Company company;
    private final Role role;
    private final List<Step> opening;
    private final List<Step> attempt;
    private final List<Step> closing;

    /** @param process tells the programs of a run apart */
    private record Step(Template template, Place place, int process) {}

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
                .map(ScenarioDefinition.StepText::parse)
                .map(step -> {
                    Map<String, String> facts = new HashMap<>(definition.facts());
                    if (step.set() != null) {
                        facts.putAll(Company.known(definition.sets(), step.set(), "set of facts"));
                    }
                    TemplateLibrary.Context context = new TemplateLibrary.Context(definition.logon(), facts);
                    return new Step(templates.get(step.event(), context), step.place(), process(facts));
                })
                .toList();
    }

    private static int process(Map<String, String> facts) {
        return facts.getOrDefault("process.command", "").hashCode();
    }

    ScenarioDefinition definition() {
        return definition;
    }

    /** Writes an event of a run whose draws come from {@code runHash}. */
    void encode(ScenarioRun run, long runHash, long step, Scene scene, LineBuffer out) {
        int attempts = definition.attempts(run.size(), run.hosts());
        long inAttempts = step - opening.size();
        boolean isClosing = inAttempts >= (long) attempts * attempt.size();
        int number = inAttempts < 0 || isClosing ? 0 : (int) (inAttempts / attempt.size());
        Step event = inAttempts < 0
                ? opening.get((int) step)
                : isClosing
                        ? closing.get((int) (inAttempts - (long) attempts * attempt.size()))
                        : attempt.get((int) (inAttempts % attempt.size()));
        long attemptHash = Mix.derive(runHash, FIRST_ATTEMPT + (isClosing ? attempts - 1L : number));
        scene.play(cast(run, runHash, isClosing ? attempts - 1 : number), attemptHash, step, event.place());
        scene.run(event.process());
        event.template().append(scene, out);
    }

    private Cast cast(ScenarioRun run, long runHash, int attemptNumber) {
        List<Host> hosts = company.hosts(role);
        int first = definition.targetKind().equals(definition.role())
                ? hosts.indexOf(company.host(run.target()))
                : Mix.below(hosts.size(), Mix.derive(runHash, FIRST_HOST));
        Host host = hosts.get((first + attemptNumber % run.hosts()) % hosts.size());
        Host from = definition.targetKind().equals(Role.WORKSTATION.inCatalog())
                ? company.host(run.target())
                : Mix.pick(company.hosts(Role.WORKSTATION), Mix.derive(runHash, ATTACKER));
        List<Account> services = company.accounts("service");
        return new Cast(
                host,
                actor(run, runHash, host, attemptNumber),
                from,
                services.get(attemptNumber % services.size()),
                Mix.derive(runHash, -1L - hosts.indexOf(host)),
                new Constant(run.label()));
    }

    private Account actor(ScenarioRun run, long runHash, Host host, int attemptNumber) {
        if (definition.account().equals(PresenceDefinition.OWNER)) {
            return company.owner(host);
        }
        List<Account> accounts = company.accounts(definition.account());
        if (definition.targetKind().equals(ScenarioDefinition.ACCOUNT)) {
            return company.account(run.target());
        }
        int first = Mix.below(accounts.size(), Mix.derive(runHash, ACTOR));
        int turn = definition.each() == ScenarioDefinition.Each.ACCOUNT ? attemptNumber : 0;
        return accounts.get((first + turn) % accounts.size());
    }
}
