package io.millrace.analytics;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The EventData of the sample lines, which spell the same few users and addresses in several ways, and what it means. */
final class SampleLogons {
    /** An address whose logons all fail. */
    static final String ATTACKER = "10.9.9.9";

    private static final List<String> NAMES = List.of("anna", "bob", "carl", "dora", "svc-backup");

    /**
     * A logon.
     *
     * @param user absent where the line tells none
     * @param address absent where the line tells none
     */
    record Logon(Optional<String> user, Optional<String> address, boolean failed) {}

    private SampleLogons() {}

    /** Returns the members of a line's EventData. */
    static String data(long sequence, int eventId) {
        String name = nameOf(sequence);
        String user = switch ((int) (sequence / 13 % 3)) {
            case 0 -> domain(eventId, "CORP") + "\"TargetUserName\":\"" + name + "\"";
            case 1 -> domain(eventId, "corp.example") + "\"TargetUserName\":\"" + capital(name) + "\"";
            default ->
                domain(eventId, "-") + "\"TargetUserName\":\"" + name + (namesDomain(eventId) ? upn(name) : "") + "\"";
        };
        String address = eventId == 4776 ? "" : ",\"IpAddress\":\"" + spelledAddress(sequence, eventId) + "\"";
        return user + address + ",\"Status\":\"" + status(sequence, eventId) + "\"";
    }

    private static String nameOf(long sequence) {
        int user = (int) (sequence / 11 % 6);
        return user == NAMES.size() ? "-" : NAMES.get(user);
    }

    private static String capital(String name) {
        return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
    }

    private static String upn(String name) {
        return name.equals("-") ? "" : "@CORP.example";
    }

    private static boolean namesDomain(int eventId) {
        return eventId != 4771 && eventId != 4776;
    }

    private static String domain(int eventId, String domain) {
        return namesDomain(eventId) ? "\"TargetDomainName\":\"" + domain + "\"," : "";
    }

    private static String spelledAddress(long sequence, int eventId) {
        if (eventId == 4625 && sequence / 19 % 5 == 0) {
            return "::ffff:" + ATTACKER;
        }
        return List.of("10.0.0.1", "::ffff:10.0.0.1", "-", "FE80::1").get((int) (sequence / 17 % 4));
    }

    private static String status(long sequence, int eventId) {
        return switch (eventId) {
            case 4625 -> "0xc000006d";
            case 4771 -> "0x18";
            case 4776 -> sequence / 23 % 3 == 0 ? "0xc000006a" : "0x0";
            default -> "0x0";
        };
    }

    /** Returns the logon that a line of the Security channel tells. */
    static Optional<Logon> logon(long sequence, int eventId) {
        if (!List.of(4624, 4625, 4771, 4776).contains(eventId)) {
            return Optional.empty();
        }
        String name = nameOf(sequence);
        Optional<String> user =
                name.equals("-") ? Optional.empty() : Optional.of((namesDomain(eventId) ? "CORP\\" : "") + name);
        Optional<String> address = Optional.empty();
        if (eventId == 4625 && sequence / 19 % 5 == 0) {
            address = Optional.of(ATTACKER);
        } else if (eventId != 4776 && sequence / 17 % 4 != 2) {
            address = Optional.of(sequence / 17 % 4 == 3 ? "fe80::1" : "10.0.0.1");
        }
        boolean failed = eventId == 4625 || eventId == 4771 || (eventId == 4776 && sequence / 23 % 3 == 0);
        return Optional.of(new Logon(user, address, failed));
    }
}
