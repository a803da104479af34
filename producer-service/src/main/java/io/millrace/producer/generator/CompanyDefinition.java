package io.millrace.producer.generator;

import java.util.List;
import java.util.Map;

/** {@code catalog/company.json}: who and what there is in the invented company. */
record CompanyDefinition(
        Domain domain,
        List<String> controllers,
        List<String> servers,
        Workstations workstations,
        List<String> firstNames,
        List<String> lastNames,
        List<String> administrators,
        List<String> serviceAccounts,
        Map<String, List<ProgramDefinition>> programs,
        Map<String, ParentDefinition> parents,
        List<ServiceDefinition> services,
        List<DestinationDefinition> destinations) {

    /** The company's Active Directory domain; {@code sid} is what all its accounts' SIDs begin with. */
    record Domain(String netbios, String dns, String realm, String sid) {
        /** The domain as facts for patterns. */
        Map<String, String> facts() {
            return Map.of("company.netbios", netbios, "company.dns", dns, "company.realm", realm, "company.sid", sid);
        }
    }

    /** Workstations are numbered from 1 behind the prefix. */
    record Workstations(String prefix, int count) {}

    /** {@code command} and {@code writes} are patterns, {@code parent} is a key of {@link #parents}. */
    record ProgramDefinition(
            String image,
            String command,
            String writes,
            String version,
            String description,
            String product,
            String company,
            String parent) {}

    /** A program that starts others. */
    record ParentDefinition(String image, String command) {}

    /** A Windows service: its registry key, its name for people, and its image path. */
    record ServiceDefinition(String key, String display, String path) {}

    /** A peer outside the company. */
    record DestinationDefinition(String name, String address, int port, String portName, String protocol) {}
}
