package io.millrace.producer.generator;

import java.util.List;

/**
 * Who, what and where of one event, all chosen by hashes: what the events of an episode share comes from the episode's hash,
 * what those of a cell share from the cell's, and the rest from the event's own. A scene is set anew for each event and may
 * be used again, so that an event needs no allocation.
 */
final class Scene {
    private static final int LOGON = 3;
    private static final int PROGRAM = 1;
    private static final int SERVICE = 4;
    private static final int DESTINATION = 5;
    private static final int PROCESS = 6;
    private static final int OTHER = 7;
    private static final int TARGET = 8;
    private static final int ACCOUNT = 9;
    private static final int CONTROLLER = 10;
    private static final int SERVER = 11;
    private static final int FIRST_EVENT = 64;
    private static final int FIRST_PARENT = 128;
    private static final int FIRST_SHARED_PROCESS = 256;
    private static final int SHARED_PROCESSES = 4;

    private final Company company;
    private int[] begins = {};
    private int[] ends = {};
    private Host host;
    private Host here;
    private Host server;
    private Host controller;
    private Host client;
    private Constant label = new Constant("");
    private Account account;
    private Account other;
    private Program program;
    private Program target;
    private WindowsService service;
    private Destination destination;
    private long sessionHash;
    private long sessionNumber;
    private long cellHash;
    private long processHash;
    private long parentHash;
    private long eventHash;
    private long sequence;
    private long streamTime;

    Scene(Company company) {
        this.company = company;
        controller = company.controllers().get(0);
        server = company.servers().get(0);
        host = controller;
        here = controller;
        account = company.owner(host);
        client = account.workstation();
        other = account;
        program = company.programs("system").get(0);
        target = program;
        service = company.services().get(0);
        destination = company.destinations().get(0);
    }

    /** Says which event it is, and when. */
    void enter(long eventSequence, long eventTime) {
        sequence = eventSequence;
        streamTime = eventTime;
    }

    /** Says who acts in a scenario, at which host, and when the session there began. */
    void play(Host attacked, Account actor, long session) {
        host = attacked;
        account = actor;
        sessionNumber = session;
    }

    /** Says where a scenario comes from, whom it is about besides, and what its events are labelled with. */
    void surround(Host from, Account about, Constant runLabel) {
        client = from;
        other = about;
        label = runLabel;
    }

    /** Says what the events of an attempt share, what all events at its host share, and which program it is about. */
    void attempt(long hash, long hostHash, int process) {
        enterCell(hash, hostHash);
        sessionHash = Mix.derive(hash, LOGON);
        run(company.systemPrograms(), Mix.derive(hostHash, process), hostHash);
    }

    /** Says where a scenario's event is logged. */
    void log(Place place, long hash) {
        here = at(place);
        eventHash = hash;
    }

    /** Sets all else for an event of an episode, and gives its template. */
    Template turnTo(Episode episode, int event) {
        int number = event / Episode.CELL_EVENTS;
        Cell cell = episode.cell(number);
        host = episode.host();
        enterCell(episode.cellHash(number), episode.hash());
        if (episode.isOfCell(event) && cell.hasOwnSession()) {
            act(Mix.pick(cell.accounts(), Mix.derive(cellHash, ACCOUNT)), cellHash, episode.cellIndex(number));
        } else {
            act(episode.account(), episode.hash(), episode.firstIndex());
        }
        boolean ownProgram = !cell.programs().isEmpty();
        long process = cell.newProcess() || ownProgram
                ? Mix.derive(cellHash, PROCESS)
                : Mix.derive(episode.hash(), FIRST_SHARED_PROCESS + (cellHash & (SHARED_PROCESSES - 1)));
        run(ownProgram ? cell.programs() : episode.presence().programs(), process, episode.hash());
        here = at(episode.place(event));
        eventHash = Mix.derive(cellHash, FIRST_EVENT + event % Episode.CELL_EVENTS);
        return episode.event(event);
    }

    private void enterCell(long hash, long episodeHash) {
        cellHash = hash;
        controller = host.role() == Role.CONTROLLER
                ? host
                : Mix.pick(company.controllers(), Mix.derive(episodeHash, CONTROLLER));
        server = host.role() == Role.SERVER ? host : Mix.pick(company.servers(), Mix.derive(hash, SERVER));
        other = Mix.pick(company.employees(), Mix.derive(hash, OTHER));
        target = Mix.pick(company.systemPrograms(), Mix.derive(hash, TARGET));
        service = Mix.pick(company.services(), Mix.derive(hash, SERVICE));
        destination = Mix.pick(company.destinations(), Mix.derive(hash, DESTINATION));
    }

    private void act(Account actor, long hash, long number) {
        account = actor;
        client = actor.workstation();
        sessionHash = Mix.derive(hash, LOGON);
        sessionNumber = number;
    }

    private void run(List<Program> programs, long process, long family) {
        processHash = process;
        program = Mix.pick(programs, Mix.derive(process, PROGRAM));
        parentHash = Mix.derive(family, FIRST_PARENT + program.parent().number());
    }

    private Host at(Place place) {
        return switch (place) {
            case HERE -> host;
            case CLIENT -> client;
            case SERVER -> server;
            case CONTROLLER -> controller;
        };
    }

    /** Room to note where the values of a line begin; {@link #ends} has as much. */
    int[] begins(int slots) {
        if (begins.length < slots) {
            begins = new int[slots];
            ends = new int[slots];
        }
        return begins;
    }

    int[] ends() {
        return ends;
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

    /** The same for neighbouring events about one process or object. */
    long cellHash() {
        return cellHash;
    }

    /** The same for all events about one process. */
    long processHash() {
        return processHash;
    }

    /** The same for all children of one parent process. */
    long parentHash() {
        return parentHash;
    }

    /** The same for all events about one logon session. */
    long sessionHash() {
        return sessionHash;
    }

    /** Grows from session to session: no two have the same. */
    long sessionNumber() {
        return sessionNumber;
    }

    /** The host that logs the event. */
    Host here() {
        return here;
    }

    /** The host that it all is about: where a session runs, what a ticket is for. */
    Host accessed() {
        return host;
    }

    Host client() {
        return client;
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

    /** Someone else. */
    Account other() {
        return other;
    }

    Program program() {
        return program;
    }

    /** A program that always runs, which others look at. */
    Program target() {
        return target;
    }

    /** The same as long as the host runs. */
    long targetHash() {
        return Mix.derive(host.number(), FIRST_PARENT + target.number());
    }

    /** The scenario's run. */
    Constant label() {
        return label;
    }

    WindowsService service() {
        return service;
    }

    Destination destination() {
        return destination;
    }
}
