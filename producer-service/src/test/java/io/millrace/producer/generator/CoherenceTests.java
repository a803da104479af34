package io.millrace.producer.generator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What belongs together in the company stays together in the stream, from its first event on. */
class CoherenceTests {
    private static final int EVENTS = 120_000;
    private static final String NO_LOGON = "{00000000-0000-0000-0000-000000000000}";
    private static final String SYSTEM = "0x3e7";

    private final SyntheticStream stream = new SyntheticStream();

    @Test
    void endsOnlySessionsThatBeganAndEachOnce() {
        Set<String> open = new HashSet<>();
        Set<String> all = new HashSet<>();
        int[] ended = new int[1];
        stream.forEach(EVENTS, (event, sequence) -> {
            if (is(event, 4624) && !data(event, "TargetLogonId").equals(SYSTEM)) {
                open.add(session(event, "Target"));
                assertThat(all.add(session(event, "Target")))
                        .as("a new session: %s", event)
                        .isTrue();
            } else if (is(event, 4634) || is(event, 4647)) {
                assertThat(all).as("began: %s", event).contains(session(event, "Target"));
                if (is(event, 4634)) {
                    ended[0]++;
                    assertThat(open.remove(session(event, "Target")))
                            .as("ended before: %s", event)
                            .isTrue();
                }
            }
        });
        assertThat(all).hasSizeGreaterThan(3_000);
        assertThat(ended[0]).isGreaterThan(1_000);
    }

    @Test
    void givesSpecialPrivilegesOnlyToSessionsThatBegan() {
        Set<String> sessions = new HashSet<>();
        int[] privileged = new int[1];
        stream.forEach(EVENTS, (event, sequence) -> {
            if (is(event, 4624)) {
                sessions.add(session(event, "Target"));
            } else if (is(event, 4672)) {
                assertThat(sessions).as("%s", event).contains(session(event, "Subject"));
                privileged[0]++;
            }
        });
        assertThat(privileged[0]).isGreaterThan(1_000);
    }

    @Test
    void asksTheDomainControllerForATicketBeforeTheLogonItIsFor() {
        Set<String> logons = new HashSet<>();
        Set<String> tickets = new HashSet<>();
        int[] together = new int[1];
        stream.forEach(EVENTS, (event, sequence) -> {
            if (is(event, 4624)) {
                String logon = data(event, "TargetUserName") + data(event, "LogonGuid");
                logons.add(logon);
                together[0] += tickets.contains(logon) ? 1 : 0;
            } else if (is(event, 4769) && !data(event, "LogonGuid").equals(NO_LOGON)) {
                assertThat(event.get("computer").asString()).contains("-DC");
                String user = data(event, "TargetUserName").replaceFirst("@.*", "");
                assertThat(logons).doesNotContain(user + data(event, "LogonGuid"));
                tickets.add(user + data(event, "LogonGuid"));
            }
        });
        assertThat(together[0]).as("logons with a ticket of their own").isGreaterThan(100);
    }

    @Test
    void endsOnlyProcessesThatWereCreated() {
        Set<String> created = new HashSet<>();
        int[] ended = new int[2];
        stream.forEach(EVENTS, (event, sequence) -> {
            if (sysmon(event, 1)) {
                created.add(data(event, "ProcessGuid") + data(event, "ProcessId") + data(event, "Image"));
                assertThat(data(event, "ParentImage")).matches("[A-Z]:\\\\.+");
            } else if (sysmon(event, 5)) {
                ended[0]++;
                assertThat(created)
                        .contains(data(event, "ProcessGuid") + data(event, "ProcessId") + data(event, "Image"));
            } else if (is(event, 4688)) {
                created.add(process(event, "NewProcessId"));
            } else if (is(event, 4689)) {
                ended[1]++;
                assertThat(created).contains(process(event, "ProcessId"));
            }
        });
        assertThat(ended[0]).isGreaterThan(1_000);
        assertThat(ended[1]).isGreaterThan(150);
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
            } else if (sysmon(event, 3) && data(event, "Initiated").equals("true")) {
                addresses.computeIfAbsent(computer, name -> new HashSet<>()).add(data(event, "SourceIp"));
            }
        });
        assertThat(sids)
                .hasSizeGreaterThan(150)
                .allSatisfy((name, sid) -> assertThat(sid).as(name).hasSize(1));
        assertThat(addresses)
                .hasSizeGreaterThan(100)
                .allSatisfy((name, ip) -> assertThat(ip).as(name).hasSize(1));
    }

    @Test
    void closesOnlyHandlesThatWereOpened() {
        Set<String> opened = new HashSet<>();
        int[] closed = new int[1];
        stream.forEach(EVENTS, (event, sequence) -> {
            if (is(event, 4656) || is(event, 4661)) {
                opened.add(handle(event, "HandleId"));
            } else if (is(event, 4690)) {
                opened.add(handle(event, "TargetHandleId"));
                opened.add(handle(event, "SourceHandleId"));
            } else if (is(event, 4658)) {
                closed[0]++;
                assertThat(opened).as("%s", event).contains(handle(event, "HandleId"));
            }
        });
        assertThat(closed[0]).isGreaterThan(3_000);
    }

    private static String handle(JsonNode event, String handle) {
        return event.get("computer").asString() + '/' + data(event, handle);
    }

    private static String process(JsonNode event, String field) {
        return event.get("computer").asString() + '/' + data(event, field);
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

    private static boolean is(JsonNode event, int id) {
        return event.get("eventId").asInt() == id
                && event.get("source").asString().equals("Security");
    }

    private static boolean sysmon(JsonNode event, int id) {
        return event.get("eventId").asInt() == id
                && event.get("source").asString().equals("Microsoft-Windows-Sysmon/Operational");
    }

    private static String data(JsonNode event, String field) {
        JsonNode value = event.get("data").get(field);
        assertThat(value).as("%s of %s", field, event).isNotNull();
        return value.asString();
    }
}
