package io.millrace.producer.generator;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The invented company: hosts, accounts, programs, services and peers, each with texts that never change. */
final class Company {
    private static final int FIRST_HOST_RID = 1_103;
    private static final int FIRST_ACCOUNT_RID = 2_601;
    private static final long FIRST_DESK_LOGON_ID = 0x11F40;
    private static final long DESK_LOGON_IDS_APART = 0x2B;
    private static final int WORKSTATIONS_PER_SUBNET = 200;

    private static final String EMPLOYEE = "employee";
    private static final String SYSTEM = "system";

    private final CompanyDefinition definition;
    private final List<Host> controllers;
    private final List<Host> servers;
    private final List<Host> workstations;
    private final Map<String, List<Account>> accounts;
    private final Map<String, List<Program>> programs;
    private final List<WindowsService> services;
    private final List<Destination> destinations;
    private int hosts;
    private final Map<String, Host> hostsByName;
    private final Map<String, Account> accountsByName;
    private final int firstWorkstation;
    private int people;
    private int programCount;

    Company(CompanyDefinition definition) {
        this.definition = definition;
        controllers = hosts(Role.CONTROLLER, definition.controllers(), 1);
        servers = hosts(Role.SERVER, definition.servers(), 2);
        workstations = hosts(Role.WORKSTATION, workstationNames(), 10);
        firstWorkstation = workstations.get(0).number();
        accounts = Map.of(
                EMPLOYEE,
                accounts(employeeNames(), workstations),
                "administrator",
                accounts(definition.administrators(), workstations),
                "service",
                accounts(definition.serviceAccounts(), workstations));
        hostsByName = byName(
                Stream.of(controllers, servers, workstations),
                host -> host.name().text());
        accountsByName =
                byName(accounts.values().stream(), account -> account.name().text());
        programs = programs();
        services = definition.services().stream().map(WindowsService::of).toList();
        destinations = definition.destinations().stream().map(Destination::of).toList();
    }

    List<Host> controllers() {
        return controllers;
    }

    List<Host> servers() {
        return servers;
    }

    List<Host> hosts(Role role) {
        return switch (role) {
            case CONTROLLER -> controllers;
            case SERVER -> servers;
            case WORKSTATION -> workstations;
        };
    }

    /** @throws IllegalArgumentException where there is no such host */
    Host host(String name) {
        return known(hostsByName, name, "host");
    }

    /** @throws IllegalArgumentException where there is no such account */
    Account account(String name) {
        return known(accountsByName, name, "account");
    }

    /** Who works at a host; for servers, who is responsible for it. */
    Account owner(Host host) {
        int place = host.role() == Role.WORKSTATION ? host.number() - firstWorkstation : host.number();
        return employees().get(place % employees().size());
    }

    List<Account> employees() {
        return accounts(EMPLOYEE);
    }

    /** What runs on every host, always. */
    List<Program> systemPrograms() {
        return programs(SYSTEM);
    }

    List<WindowsService> services() {
        return services;
    }

    List<Destination> destinations() {
        return destinations;
    }

    List<Account> accounts(String kind) {
        return known(accounts, kind, "kind of account");
    }

    List<Program> programs(String kind) {
        return known(programs, kind, "kind of program");
    }

    static <K, T> T known(Map<K, T> entries, K name, String what) {
        T entry = entries.get(name);
        if (entry == null) {
            throw new IllegalArgumentException(
                    "The catalog knows no " + what + " '" + name + "', only " + entries.keySet());
        }
        return entry;
    }

    private List<Host> hosts(Role role, List<String> names, int subnet) {
        List<Host> list = new ArrayList<>();
        for (int index = 0; index < names.size(); index++) {
            String name = names.get(index);
            int thirdByte = subnet + index / WORKSTATIONS_PER_SUBNET;
            list.add(new Host(
                    hosts,
                    role,
                    new Constant(name),
                    new Constant(name + "." + definition.domain().dns()),
                    new Constant("10.20." + thirdByte + "." + (11 + index % WORKSTATIONS_PER_SUBNET)),
                    new Constant(definition.domain().sid() + "-" + (FIRST_HOST_RID + hosts))));
            hosts++;
        }
        return List.copyOf(list);
    }

    private static <T> Map<String, T> byName(Stream<List<T>> lists, Function<T, String> name) {
        return lists.flatMap(List::stream).collect(Collectors.toUnmodifiableMap(name, Function.identity()));
    }

    private List<String> workstationNames() {
        List<String> names = new ArrayList<>();
        for (int number = 1; number <= definition.workstations().count(); number++) {
            names.add(String.format(
                    Locale.ROOT, "%s%03d", definition.workstations().prefix(), number));
        }
        return names;
    }

    private List<String> employeeNames() {
        List<String> names = new ArrayList<>();
        for (String first : definition.firstNames()) {
            for (String last : definition.lastNames()) {
                names.add(first + "." + last);
            }
        }
        return names;
    }

    private List<Account> accounts(List<String> names, List<Host> workstations) {
        List<Account> list = new ArrayList<>();
        for (String name : names) {
            list.add(new Account(
                    new Constant(name),
                    new Constant(definition.domain().sid() + "-" + (FIRST_ACCOUNT_RID + people)),
                    workstations.get(people % workstations.size()),
                    FIRST_DESK_LOGON_ID + DESK_LOGON_IDS_APART * people));
            people++;
        }
        return List.copyOf(list);
    }

    private Map<String, List<Program>> programs() {
        Map<String, Program.Parent> parents = new LinkedHashMap<>();
        definition
                .parents()
                .forEach((name, parent) -> parents.put(
                        name,
                        new Program.Parent(
                                parents.size(), new Constant(parent.image()), new Constant(parent.command()))));
        Map<String, List<Program>> byKind = new HashMap<>();
        definition
                .programs()
                .forEach((kind, list) -> byKind.put(
                        kind,
                        list.stream()
                                .map(program -> Program.of(
                                        programCount++, program, known(parents, program.parent(), "parent program")))
                                .toList()));
        return Map.copyOf(byKind);
    }
}
