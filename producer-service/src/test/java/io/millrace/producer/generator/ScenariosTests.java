package io.millrace.producer.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.millrace.producer.scenario.PlacedRun;
import io.millrace.producer.scenario.ScenarioDescription;
import io.millrace.producer.scenario.ScenarioException;
import io.millrace.producer.scenario.ScenarioPlan;
import io.millrace.producer.scenario.ScenarioRequest;
import io.millrace.producer.scenario.ScenarioRun;
import io.millrace.stream.event.EventParser;
import io.millrace.stream.event.WindowsEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ScenariosTests {
    private static final Map<String, Predicate<WindowsEvent>> SIGNS = Map.of(
            "kerberoasting", event -> is(event, 4769) && "0x17".equals(data(event, "TicketEncryptionType")),
            "lateral-movement",
                    event -> is(event, 7045) && data(event, "ServiceName").equals("PSEXESVC"),
            "log-clearing", event -> is(event, 1102),
            "suspicious-powershell",
                    event -> is(event, 4104) && data(event, "ScriptBlockText").contains("DownloadString"),
            "new-local-administrator",
                    event -> is(event, 4732) && data(event, "TargetSid").equals("S-1-5-32-544"),
            "ransomware",
                    event -> is(event, 1)
                            && event.data().getOrDefault("CommandLine", "").contains("delete shadows"));

    private static final long FIRST = 1_000_000;

    private final EventSource source = source(LineFormat.CANONICAL);
    private final EventParser parser = new EventParser();
    private final LineBuffer line = new LineBuffer(8_192);

    private static EventSource source(LineFormat format) {
        return new SyntheticSource(new SyntheticSettings(42, SyntheticSettings.MIXED, format));
    }

    @Test
    void playsEachScenarioWithItsLabelInEveryEventAndTheSignsItIsKnownBy() throws Exception {
        assertThat(source.scenarios().descriptions())
                .extracting(ScenarioDescription::name)
                .containsExactly(
                        "password-spray",
                        "brute-force",
                        "kerberoasting",
                        "lateral-movement",
                        "log-clearing",
                        "suspicious-powershell",
                        "new-local-administrator",
                        "ransomware");
        for (ScenarioDescription description : source.scenarios().descriptions()) {
            List<WindowsEvent> events = play(source, description.name());
            assertThat(events)
                    .hasSize((int) description.defaults().events())
                    .allSatisfy(event -> assertThat(event.label()).isEqualTo(description.name() + "#3"));
            Predicate<WindowsEvent> sign = SIGNS.get(description.name());
            if (sign != null) {
                assertThat(events).as(description.name()).anyMatch(sign);
            }
        }
    }

    @Test
    void triesManyAccountsFromOneAddressInASprayAndOneAccountOftenInABruteForce() throws Exception {
        List<WindowsEvent> spray = play(source, "password-spray").stream()
                .filter(event -> is(event, 4625))
                .toList();
        assertThat(spray).hasSize(60);
        assertThat(spray).extracting(event -> data(event, "TargetUserName")).doesNotHaveDuplicates();
        assertThat(spray).extracting(event -> data(event, "IpAddress")).containsOnly("10.20.10.52");

        List<WindowsEvent> force = play(source, "brute-force");
        assertThat(force.subList(0, 100))
                .allMatch(event ->
                        is(event, 4625) && data(event, "TargetUserName").equals("anna.adler"));
        assertThat(force.get(100))
                .matches(event ->
                        is(event, 4624) && data(event, "TargetUserName").equals("anna.adler"));
    }

    @Test
    void endsOnlySessionsAndUsesOnlyProcessesOfItsOwn() throws Exception {
        for (ScenarioDescription description : source.scenarios().descriptions()) {
            Set<String> sessions = new HashSet<>();
            Map<String, String> images = new HashMap<>();
            for (WindowsEvent event : play(source, description.name())) {
                if (is(event, 4624)) {
                    sessions.add(event.computer() + data(event, "TargetLogonId"));
                    // nothing but the label gives it away: as high as those of the background at this place of the
                    // stream
                    assertThat(Long.decode(data(event, "TargetLogonId")) / 8)
                            .isBetween(
                                    FIRST, FIRST + 10 * description.defaults().events() + 0x60000 / 8);
                } else if (is(event, 4634)) {
                    assertThat(sessions).contains(event.computer() + data(event, "TargetLogonId"));
                } else if (is(event, 1) && event.data().containsKey("ProcessGuid")) {
                    String image = images.putIfAbsent(data(event, "ProcessGuid"), data(event, "CommandLine"));
                    assertThat(image).as(description.name()).isNull();
                }
            }
        }
    }

    @Test
    void readsBackFromEachFormatAsTheSameEvents() throws Exception {
        for (ScenarioDescription description : source.scenarios().descriptions()) {
            List<WindowsEvent> expected = play(source, description.name());
            for (LineFormat format : LineFormat.values()) {
                assertThat(play(source(format), description.name())).isEqualTo(expected);
            }
        }
    }

    /** So that whatever a detector finds outside of the runs is false. */
    @Test
    void isNeverTheBackgroundByChance() throws Exception {
        Map<String, Integer> failuresByAddress = new HashMap<>();
        Map<String, Integer> failuresByAccount = new HashMap<>();
        // at 100 events a second more than half an hour
        for (int index = 0; index < 200_000; index++) {
            line.reset();
            source.encode(index, index, SyntheticStream::streamTime, line);
            WindowsEvent event = parser.parse(line.array(), 0, line.length() - 1);
            assertThat(event.label()).isNull();
            SIGNS.forEach((scenario, sign) ->
                    assertThat(sign.test(event)).as(scenario).isFalse());
            assertThat(is(event, 104)).isFalse();
            if (is(event, 4625)) {
                failuresByAddress.merge(data(event, "IpAddress"), 1, Integer::sum);
                failuresByAccount.merge(data(event, "TargetUserName"), 1, Integer::sum);
            }
        }
        failuresByAddress.remove("127.0.0.1");
        assertThat(failuresByAddress.values()).allMatch(count -> count <= 5);
        assertThat(failuresByAccount.values()).allMatch(count -> count <= 8);
    }

    @Test
    void fillsInWhatIsLeftOpenAndCountsTheEvents() throws Exception {
        assertThat(plan("password-spray", null, null, null, null))
                .isEqualTo(new ScenarioPlan("password-spray", "HLD-WS042", 2, 60, 1, 123));
        assertThat(plan("lateral-movement", "HLD-SQL01", 10.0, null, 3))
                .isEqualTo(new ScenarioPlan("lateral-movement", "HLD-SQL01", 10, 1, 3, 48));
    }

    @Test
    void refusesAScenarioThatDoesNotExist() {
        assertThatExceptionOfType(ScenarioException.class)
                .isThrownBy(() -> plan("worm", null, null, null, null))
                .withMessageStartingWith("there is no scenario 'worm'; there are password-spray, brute-force")
                .matches(refusal -> refusal.code().equals("unknown-scenario"));
    }

    @Test
    void refusesParametersThatDoNotFit() {
        assertRefused(
                "the target of brute-force is the account attacked, one of 160 from anna.adler to paul.jansen, not 'nobody'",
                () -> plan("brute-force", "nobody", null, null, null));
        assertRefused(
                "the target of ransomware is the workstation, one of 160 from HLD-WS001 to HLD-WS160, not 'HLD-DC01'",
                () -> plan("ransomware", "HLD-DC01", null, null, null));
        assertRefused("size is 1 to 1000000, not 0", () -> plan("ransomware", null, null, 0, null));
        assertRefused("size is 1 to 159, not 160", () -> plan("password-spray", null, null, 160, null));
        assertRefused("size is 1 to 24, not 25", () -> plan("kerberoasting", null, null, 25, null));
        assertRefused("hosts is 1 to 1, not 2", () -> plan("ransomware", null, null, null, 2));
        assertRefused("hosts is 1 to 12, not 13", () -> plan("lateral-movement", null, null, null, 13));
        assertRefused(
                "pace is 0.001 to 10000000 events per second, not 0.0",
                () -> plan("ransomware", null, 0.0, null, null));
    }

    private static void assertRefused(String message, ThrowingCallable plan) {
        assertThatExceptionOfType(ScenarioException.class)
                .isThrownBy(plan)
                .withMessage(message)
                .matches(refusal -> refusal.code().equals("bad-parameter"));
    }

    private ScenarioPlan plan(
            String scenario,
            @Nullable String target,
            @Nullable Double pace,
            @Nullable Integer size,
            @Nullable Integer hosts)
            throws ScenarioException {
        return source.scenarios().plan(new ScenarioRequest(scenario, target, pace, size, hosts));
    }

    private List<WindowsEvent> play(EventSource from, String scenario) throws Exception {
        ScenarioPlan plan = from.scenarios().plan(new ScenarioRequest(scenario, null, null, null, null));
        ScenarioRun run =
                new ScenarioRun(3, plan.scenario(), plan.target(), plan.size(), plan.hosts(), 10, plan.events());
        PlacedRun placed =
                new PlacedRun(run, SyntheticStream.streamTime(0), 100, FIRST, FIRST + 10 * (plan.events() - 1));
        List<WindowsEvent> events = new ArrayList<>();
        for (long step = 0; step < plan.events(); step++) {
            line.reset();
            from.scenarios().encode(placed, step, FIRST + 10 * step, SyntheticStream.streamTime(step), line);
            events.add(parser.parse(line.array(), 0, line.length() - 1));
        }
        return events;
    }

    private static boolean is(WindowsEvent event, int id) {
        return Objects.equals(event.eventId(), id);
    }

    private static String data(WindowsEvent event, String field) {
        return Objects.requireNonNull(event.data().get(field), field);
    }
}
