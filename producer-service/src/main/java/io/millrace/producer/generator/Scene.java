package io.millrace.producer.generator;

import java.util.List;

/**
 * Who, what and where of one event, all chosen by hashes: what an activity's events share comes from the activity's hash,
 * what the events about one process share from that and the ordinal, and the rest from the event's own. A scene is set anew
 * for each event and may be used again, so that an event needs no allocation.
 */
final class Scene {
    private static final int CONTROLLER = 1;
    private static final int SERVER = 2;
    private static final int ACCOUNT = 3;
    private static final int LOGON = 4;
    private static final int FIRST_PARENT = 32;
    private static final int FIRST_ORDINAL = 64;
    private static final int FIRST_EVENT = 128;

    private static final int PROGRAM = 1;
    private static final int SERVICE = 2;
    private static final int DESTINATION = 3;
    private static final int PROCESS = 4;

    private final Company company;
    private Activity activity;
    private Account account;
    private Host server;
    private Host controller;
    private Host here;
    private Program program;
    private WindowsService service;
    private Destination destination;
    private long activityNumber;
    private long activityHash;
    private long logonHash;
    private long processHash;
    private long parentHash;
    private long eventHash;
    private long sequence;
    private long streamTime;

    Scene(Company company, Activity activity) {
        this.company = company;
        this.activity = activity;
        account = activity.accounts().get(0);
        server = company.servers().get(0);
        controller = company.controllers().get(0);
        here = controller;
        program = activity.programs().get(0);
        service = company.services().get(0);
        destination = company.destinations().get(0);
    }

    /** Says which activity the event belongs to. */
    void enter(Activity entered, long number, long hash) {
        activity = entered;
        activityNumber = number;
        activityHash = hash;
        logonHash = Mix.derive(hash, LOGON);
        account = pick(entered.accounts(), Mix.derive(hash, ACCOUNT));
        server = pick(company.servers(), Mix.derive(hash, SERVER));
        controller = pick(company.controllers(), Mix.derive(hash, CONTROLLER));
    }

    /** Says which event of the activity it is, and gives its template. */
    Template turnTo(int position, long eventSequence, long eventTime) {
        Activity.Step step = activity.steps().get(position);
        sequence = eventSequence;
        streamTime = eventTime;
        here = switch (step.place()) {
            case CLIENT -> account.workstation();
            case SERVER -> server;
            case CONTROLLER -> controller;
        };
        long ordinalHash = Mix.derive(activityHash, FIRST_ORDINAL + step.ordinal());
        processHash = Mix.derive(ordinalHash, PROCESS);
        program = pick(activity.programs(), Mix.derive(ordinalHash, PROGRAM));
        parentHash = Mix.derive(activityHash, FIRST_PARENT + program.parent().number());
        service = pick(company.services(), Mix.derive(ordinalHash, SERVICE));
        destination = pick(company.destinations(), Mix.derive(ordinalHash, DESTINATION));
        eventHash = Mix.derive(activityHash, FIRST_EVENT + position);
        return pick(step.alternatives(), eventHash);
    }

    long sequence() {
        return sequence;
    }

    long streamTime() {
        return streamTime;
    }

    /** Differs from event to event. */
    long eventHash() {
        return eventHash;
    }

    /** The same for all events about one process of an activity. */
    long processHash() {
        return processHash;
    }

    /** The same for all children of one parent process in an activity. */
    long parentHash() {
        return parentHash;
    }

    /** The same for all events about an activity's logon session. */
    long logonHash() {
        return logonHash;
    }

    /** Counts all activities: no two have the same. */
    long activityNumber() {
        return activityNumber;
    }

    /** The host that logs the event. */
    Host here() {
        return here;
    }

    Host client() {
        return account.workstation();
    }

    Host server() {
        return server;
    }

    Host controller() {
        return controller;
    }

    Account account() {
        return account;
    }

    Program program() {
        return program;
    }

    WindowsService service() {
        return service;
    }

    Destination destination() {
        return destination;
    }

    private static <T> T pick(List<T> choices, long hash) {
        return choices.get(Mix.below(choices.size(), hash));
    }
}
