package io.millrace.producer.generator;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Where a stream happens: the company, what goes on at its hosts, and the seed that all draws come from. Immutable. */
final class World {
    private final long seed;
    private final Company company;
    private final Map<Role, Script> scripts;
    private final List<Role> roles;
    private final WeightedChoice shares;

    World(Catalog catalog, SyntheticSettings settings) {
        this.seed = settings.seed();
        this.company = new Company(catalog.company());
        this.scripts =
                new EnumMap<>(new ScriptCompiler(catalog, company, settings.format()).compile(settings.profile()));
        Map<Role, Double> sharesByRole = catalog.profiles().shares(settings.profile());
        this.roles = List.copyOf(sharesByRole.keySet());
        this.shares = new WeightedChoice(
                sharesByRole.values().stream().mapToDouble(Double::doubleValue).toArray());
    }

    long seed() {
        return seed;
    }

    Company company() {
        return company;
    }

    Host drawHost(long hash) {
        List<Host> hosts = company.hosts(roles.get(shares.pick(hash)));
        return Mix.pick(hosts, Mix.derive(hash, 0));
    }

    /** What can go on at a host. */
    Script script(Host host) {
        return Company.known(scripts, host.role(), "role");
    }
}
