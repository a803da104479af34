package io.millrace.producer.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.millrace.stream.event.EventFormat;
import io.millrace.stream.event.EventParser;
import io.millrace.stream.event.MalformedEventException;
import io.millrace.stream.event.WindowsEvent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class LineFormatTests {
    private static final Map<String, String> DATA = orderedData();

    private static Map<String, String> orderedData() {
        Map<String, String> data = new LinkedHashMap<>();
        data.put("SubjectUserName", "-");
        data.put("IpAddress", "");
        data.put("Path", "C:\\${who}");
        return data;
    }

    private static EventDefinition logonFailure(String level, String keywords, Map<String, String> data) {
        return new EventDefinition(
                "Security",
                "Microsoft-Windows-Security-Auditing",
                "54849625-5478-4994-A5BA-3E3B0328C30D",
                4625,
                2,
                level,
                "12544",
                "Info",
                keywords,
                "${subject}",
                List.of("An account failed to log on.", "", "\tAccount:\t${who}"),
                data,
                null);
    }

    private static Map<String, String> facts() {
        Map<String, String> facts = new HashMap<>();
        facts.put("time.timestamp", "2026-01-31T08:15:30.1234567Z");
        facts.put("here.fqdn", "ws1.corp.example");
        facts.put("here.name", "ws1");
        facts.put("here.recordId", "4711");
        facts.put("run.label", "password-spray#3");
        facts.put("subject", "${domain}\\${who}");
        facts.put("domain", "CORP");
        facts.put("who", "Zo\u00eb \"Z\"");
        return facts;
    }

    /** Every name is a fact, whose text needs escaping. */
    private static Map<String, String> factsForAllNames() {
        Map<String, String> known = facts();
        return new HashMap<>() {
            @Override
            public String get(Object name) {
                return known.getOrDefault(String.valueOf(name), name + "\\\u00fc \"x\"\r\n");
            }
        };
    }

    /** The line of a definition whose names are all facts: it has no slots, so nobody asks for a scene. */
    @SuppressWarnings("NullAway")
    private static String line(EventDefinition event, LineFormat format, Map<String, String> facts, boolean labelled) {
        LineBuffer out = new LineBuffer(4_096);
        event.compile(format, new Template.Builder(facts), labelled).append(null, out);
        return new String(out.toByteArray(), StandardCharsets.UTF_8);
    }

    private static JsonNode json(EventDefinition event, LineFormat format) {
        return JsonMapper.shared().readTree(line(event, format, facts(), true));
    }

    /** As a reader that finds the format itself takes it, and one that was told. */
    private static WindowsEvent parse(LineFormat format, String line) throws MalformedEventException {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        WindowsEvent event = new EventParser().parse(bytes, 0, bytes.length);
        assertThat(new EventParser(EventFormat.parse(format.text())).parse(bytes, 0, bytes.length))
                .isEqualTo(event);
        return event;
    }

    @ParameterizedTest
    @EnumSource
    void everyKindOfEventInTheCatalogReadsBackAsFromItsCanonicalLine(LineFormat format) throws Exception {
        Map<String, String> facts = factsForAllNames();
        Map<String, EventDefinition> kinds = Catalog.load().events();
        assertThat(kinds).hasSizeGreaterThan(15);
        for (Map.Entry<String, EventDefinition> kind : kinds.entrySet()) {
            for (boolean labelled : new boolean[] {false, true}) {
                String canonical = line(kind.getValue(), LineFormat.CANONICAL, facts, labelled);
                String line = line(kind.getValue(), format, facts, labelled);
                WindowsEvent expected = parse(LineFormat.CANONICAL, canonical);

                assertThat(parse(format, line)).as(kind.getKey()).isEqualTo(expected);
                assertThat(expected.label()).isEqualTo(labelled ? "password-spray#3" : null);
                assertThat(line).endsWith("}\n").containsOnlyOnce("\n");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void anEventReadsBackWithAllItsValues(LineFormat format) throws Exception {
        EventDefinition event = logonFailure("Information", "0x8010000000000000", DATA);

        assertThat(parse(format, line(event, format, facts(), true)))
                .isEqualTo(new WindowsEvent(
                        Instant.parse("2026-01-31T08:15:30.123456700Z"),
                        "Information",
                        "Security",
                        "An account failed to log on.\r\n\r\n\tAccount:\tZo\u00eb \"Z\"",
                        4625,
                        "Microsoft-Windows-Security-Auditing",
                        "ws1.corp.example",
                        4711L,
                        "CORP\\Zo\u00eb \"Z\"",
                        "0x8010000000000000",
                        "12544",
                        Map.of("SubjectUserName", "-", "IpAddress", "", "Path", "C:\\Zo\u00eb \"Z\""),
                        "password-spray#3"));
    }

    @ParameterizedTest
    @EnumSource
    void dataNamedAsTheFieldsAroundItStaysData(LineFormat format) throws Exception {
        Map<String, String> data = new LinkedHashMap<>();
        for (LineFormat other : LineFormat.values()) {
            addNames(json(logonFailure("Error", "0x8000000000000000", DATA), other), data);
        }
        for (String name : List.of("@version", "host", "UserID", "ActivityID", "EventData.Message", "Message")) {
            data.put(name, "value of " + name);
        }
        data.remove("#attributes");
        EventDefinition event = logonFailure("Error", "0x8010000000000000", data);

        WindowsEvent read = parse(format, line(event, format, facts(), true));

        assertThat(read.data()).isEqualTo(data);
        assertThat(read).isEqualTo(parse(LineFormat.CANONICAL, line(event, LineFormat.CANONICAL, facts(), true)));
    }

    private static void addNames(JsonNode node, Map<String, String> names) {
        node.propertyStream().forEach(field -> {
            names.put(field.getKey(), "value of " + field.getKey());
            addNames(field.getValue(), names);
        });
    }

    @ParameterizedTest
    @CsvSource({
        "Critical, 0x8000000000000000",
        "Error, 0x8010000000000000",
        "Warning, 0x0080000000000000",
        "Information, 0x0000000000000000",
        "Information, 0x4020000000000000",
        "Information, 0xffffffffffffffff",
        "Verbose, 0x7fffffffffffffff"
    })
    void levelsAndKeywordsReadBackFromEachFormat(String level, String keywords) throws Exception {
        for (LineFormat format : LineFormat.values()) {
            EventDefinition event = logonFailure(level, keywords, DATA);

            WindowsEvent read = parse(format, line(event, format, facts(), false));

            assertThat(read.level()).as(format.text()).isEqualTo(level);
            assertThat(read.keywords()).as(format.text()).isEqualTo(keywords);
        }
    }

    @Test
    void writesWhatWinlogbeatWrites() {
        JsonNode line = json(logonFailure("Information", "0x8010000000000000", DATA), LineFormat.WINLOGBEAT);

        assertThat(line.get("event")).hasToString("""
                {"action":"Logon","code":"4625","created":"2026-01-31T08:15:30.1234567Z","kind":"event",\
                "outcome":"failure","provider":"Microsoft-Windows-Security-Auditing"}""");
        assertThat(line.at("/winlog/keywords")).hasToString("[\"Audit Failure\",\"0x8010000000000000\"]");
        assertThat(line.at("/winlog/provider_guid").asString()).isEqualTo("{54849625-5478-4994-a5ba-3e3b0328c30d}");
        assertThat(line.at("/winlog/user"))
                .hasToString("{\"domain\":\"CORP\",\"name\":\"Zo\u00eb \\\"Z\\\"\",\"type\":\"User\"}");
        assertThat(line.at("/log/level").asString()).isEqualTo("information");
        assertThat(line.at("/host/name").asString()).isEqualTo("ws1.corp.example");
        assertThat(line.at("/labels/millrace").asString()).isEqualTo("password-spray#3");
    }

    @Test
    void writesWhatNxlogWrites() {
        JsonNode line = json(logonFailure("Information", "0x8010000000000000", DATA), LineFormat.NXLOG);

        assertThat(line.propertyNames())
                .startsWith("EventTime", "Hostname", "Keywords", "EventType", "SeverityValue", "Severity", "EventID")
                .endsWith("EventReceivedTime", "SourceModuleName", "SourceModuleType", "MillraceLabel");
        assertThat(line.get("Keywords").longValue()).isEqualTo(-9218868437227405312L);
        assertThat(line.get("EventType").asString()).isEqualTo("AUDIT_FAILURE");
        assertThat(line.get("Severity").asString()).isEqualTo("ERROR");
        assertThat(line.get("SeverityValue").intValue()).isEqualTo(4);
        assertThat(line.get("ProviderGuid").asString()).isEqualTo("{54849625-5478-4994-A5BA-3E3B0328C30D}");
        assertThat(line.get("Domain").asString()).isEqualTo("CORP");
        assertThat(line.get("Category").asString()).isEqualTo("Logon");
        assertThat(line.get("MillraceLabel").asString()).isEqualTo("password-spray#3");
    }

    @Test
    void writesWhatEvtxDumpWrites() {
        JsonNode event = json(logonFailure("Information", "0x0010000000000000", DATA), LineFormat.EVTX_DUMP)
                .get("Event");

        assertThat(event.propertyNames())
                .containsExactly("#attributes", "System", "EventData", "RenderingInfo", "MillraceLabel");
        assertThat(event.get("System").propertyNames())
                .containsExactly(
                        "Provider",
                        "EventID",
                        "Version",
                        "Level",
                        "Task",
                        "Opcode",
                        "Keywords",
                        "TimeCreated",
                        "EventRecordID",
                        "Correlation",
                        "Execution",
                        "Channel",
                        "Computer",
                        "Security");
        assertThat(event.at("/System/Level").intValue()).isZero();
        assertThat(event.at("/System/Keywords").asString()).isEqualTo("0x10000000000000");
    }

    @Test
    void letsSysmonsEventTypeTakeThePlaceOfThatOfNxlog() {
        EventDefinition event = logonFailure("Information", "0x8000000000000000", Map.of("EventType", "SetValue"));

        assertThat(json(event, LineFormat.NXLOG).get("EventType").asString()).isEqualTo("SetValue");
    }

    @Test
    void refusesALevelAndKeywordsThatTheFormatsCannotExpress() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> json(logonFailure("Notice", "0x8000000000000000", DATA), LineFormat.NXLOG))
                .withMessage(
                        "An event's level is one of [CRITICAL, ERROR, WARNING, INFORMATION, VERBOSE], not: Notice");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> json(logonFailure("Error", "0x80", DATA), LineFormat.WINLOGBEAT))
                .withMessage("An event's keywords are 0x and 16 hexadecimal digits in lower case, not: 0x80");
    }

    @Test
    void keepsTheAccountWholeWhereItsPatternDoesNotShowTheDomain() {
        assertThat(AccountPattern.of("${slot}", Map.of())).isEqualTo(new AccountPattern(null, "${slot}", "${slot}"));
        assertThat(AccountPattern.of("${any(${a}\\x|B\\y)}", Map.of("a", "A")))
                .isEqualTo(new AccountPattern(null, "${any(${a}\\x|B\\y)}", "${any(${a}\\x|B\\y)}"));
        assertThat(AccountPattern.of("${a}", Map.of("a", "${b}\\${slot}", "b", "CORP")))
                .isEqualTo(new AccountPattern("CORP", "${slot}", "${a}"));
        assertThat(AccountPattern.of("${a}", Map.of("a", "${a}"))).isNotNull();
    }
}
