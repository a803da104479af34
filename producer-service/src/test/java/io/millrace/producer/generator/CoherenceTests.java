package io.millrace.producer.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What belongs together in the company stays together in the stream, from its first event on. */
class CoherenceTests {
    private static final int EVENTS = 40_000;

    private final SyntheticStream stream = new SyntheticStream();

    @Test
    void endsOnlySessionsThatBeganAndEachOnce() {
        Set<String> open = new HashSet<>();
        Set<String> all = new HashSet<>();
        stream.forEach(EVENTS, (event, sequence) -> {
            if (is(event, 4624)) {
                open.add(session(event, "Target"));
                assertThat(all.add(session(event, "Target")))
                        .as("a new session: %s", event)
                        .isTrue();
            } else if (is(event, 4634)) {
                assertThat(open.remove(session(event, "Target")))
                        .as("began: %s", event)
                        .isTrue();
            }
        });
        assertThat(all).hasSizeGreaterThan(1_000);
        assertThat(open).hasSizeLessThanOrEqualTo(Interleaving.LANES);
    }

    @Test
    void givesSpecialPrivilegesOnlyToSessionsOfAdministratorsThatBegan() {
        Set<String> sessions = new HashSet<>();
        Set<String> privileged = new HashSet<>();
        stream.forEach(EVENTS, (event, sequence) -> {
            if (is(event, 4624)) {
                sessions.add(session(event, "Target"));
            } else if (is(event, 4672)) {
                assertThat(sessions).contains(session(event, "Subject"));
                assertThat(data(event, "SubjectUserName")).matches("(adm|svc)-[a-z]+");
                privileged.add(data(event, "SubjectUserName"));
            }
        });
        assertThat(privileged).hasSize(12);
    }

    @Test
    void runsPeoplesProcessesInSessionsThatAreOpenOrAreOlderThanTheStream() {
        Set<String> open = new HashSet<>();
        Map<String, Set<String>> older = new HashMap<>();
        stream.forEach(EVENTS, (event, sequence) -> {
            if (is(event, 4624)) {
                open.add(session(event, "Target"));
            } else if (is(event, 4634)) {
                open.remove(session(event, "Target"));
            } else if (is(event, 4688) && !data(event, "SubjectLogonId").equals("0x3e7")) {
                String session = session(event, "Subject");
                if (!open.contains(session)) {
                    older.computeIfAbsent(data(event, "SubjectUserName"), name -> new HashSet<>())
                            .add(session);
                    assertThat(Integer.decode(data(event, "SubjectLogonId"))).isLessThan(0x30000);
                }
            }
        });
        assertThat(older)
                .hasSizeGreaterThan(100)
                .allSatisfy((name, sessions) -> assertThat(sessions).hasSize(1));
    }

    @Test
    void connectsOnlyProcessesThatWereCreated() {
        Set<String> created = new HashSet<>();
        int[] known = new int[2];
        stream.forEach(EVENTS, (event, sequence) -> {
            if (sysmon(event, 1)) {
                created.add(data(event, "ProcessGuid") + data(event, "ProcessId") + data(event, "Image"));
            } else if (sysmon(event, 3) || sysmon(event, 22)) {
                String process = data(event, "ProcessGuid") + data(event, "ProcessId") + data(event, "Image");
                known[created.contains(process) ? 0 : 1]++;
            }
        });
        assertThat(known[0]).isGreaterThan(5_000);
        assertThat(known[1])
                .as("only processes from before the stream")
                .isLessThan(2 * Interleaving.LANES * Interleaving.STEPS);
    }

    @Test
    void keepsEachAccountsSidAndEachHostsAddress() {
        Map<String, Set<String>> sids = new HashMap<>();
        Map<String, Set<String>> addresses = new HashMap<>();
        Set<String> records = new HashSet<>();
        stream.forEach(EVENTS, (event, sequence) -> {
            String computer = event.get("computer").asString();
            assertThat(records.add(computer + '/' + event.get("recordId").asLong()))
                    .isTrue();
            if (is(event, 4624)) {
                sids.computeIfAbsent(data(event, "TargetUserName"), name -> new HashSet<>())
                        .add(data(event, "TargetUserSid"));
            } else if (sysmon(event, 3)) {
                addresses.computeIfAbsent(computer, name -> new HashSet<>()).add(data(event, "SourceIp"));
            }
        });
        assertThat(sids)
                .hasSizeGreaterThan(150)
                .allSatisfy((name, sid) -> assertThat(sid).hasSize(1));
        assertThat(addresses)
                .hasSizeGreaterThan(100)
                .allSatisfy((name, ip) -> assertThat(ip).hasSize(1));
    }

    @Test
    void sendsEachKindOfEventAboutAsOftenAsTheCatalogSays() {
        Map<String, Double> expected = expectedShares();
        Map<String, Integer> counts = new HashMap<>();
        stream.forEach(EVENTS, (event, sequence) -> counts.merge(kind(event), 1, Integer::sum));

        assertThat(counts.keySet()).isEqualTo(expected.keySet()).hasSize(16);
        expected.forEach((kind, share) -> {
            double events = share * EVENTS;
            assertThat((double) counts.getOrDefault(kind, 0))
                    .as(kind)
                    .isCloseTo(events, within(5 * Math.sqrt(2 * events) + 0.03 * events));
        });
    }

    private static Map<String, Double> expectedShares() {
        Catalog catalog = Catalog.load();
        Map<String, Double> shares = new HashMap<>();
        double total = catalog.activities().activities().stream()
                .mapToInt(ActivityDefinition::weight)
                .sum();
        for (ActivityDefinition activity : catalog.activities().activities()) {
            for (String text : activity.steps()) {
                ActivityDefinition.StepDefinition step = ActivityDefinition.StepDefinition.parse(text);
                double share = activity.weight()
                        / total
                        / Interleaving.STEPS
                        / step.events().size();
                for (String name : step.events()) {
                    EventDefinition event = Company.known(catalog.events(), name, "event");
                    shares.merge(event.channel() + '/' + event.id(), share, Double::sum);
                }
            }
        }
        return shares;
    }

    private static String session(JsonNode event, String role) {
        return event.get("computer").asString()
                + '/'
                + data(event, role + "LogonId")
                + '/'
                + data(event, role + "UserName")
                + '/'
                + data(event, role + "UserSid");
    }

    private static String kind(JsonNode event) {
        return event.get("source").asString() + '/' + event.get("eventId").asInt();
    }

    private static boolean is(JsonNode event, int id) {
        return event.get("eventId").asInt() == id;
    }

    private static boolean sysmon(JsonNode event, int id) {
        return is(event, id) && event.get("source").asString().equals("Microsoft-Windows-Sysmon/Operational");
    }

    private static String data(JsonNode event, String field) {
        return event.get("data").get(field).asString();
    }
}
