package io.millrace.stream.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.entry;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventParserTests {

    @Test
    void readsTheCanonicalForm() throws Exception {
        assertThat(parse(Lines.CANONICAL))
                .isEqualTo(new WindowsEvent(
                        Instant.parse("2024-07-01T08:15:30.1234567Z"),
                        "Information",
                        "Security",
                        "An account was successfully logged on.",
                        4624,
                        "Microsoft-Windows-Security-Auditing",
                        "WS07.corp.example",
                        18123L,
                        "CORP\\alice",
                        "0x8020000000000000",
                        "12544",
                        Map.of("TargetUserName", "alice", "LogonType", "3", "IpAddress", ""),
                        "spray#1"));
    }

    @Test
    void keepsTheOrderOfTheDataAndItsNestedValuesAsCompactJson() throws Exception {
        WindowsEvent event = parse(
                "{\"eventId\":1,\"data\":{\"z\":1.50,\"a\":true,\"n\":null,\"m\":{\"k\": [1e5, \"x\\n\", null]},\"b\":[]}}");

        assertThat(event.data())
                .containsExactly(
                        entry("z", "1.50"),
                        entry("a", "true"),
                        entry("m", "{\"k\":[1e5,\"x\\n\",null]}"),
                        entry("b", "[]"));
    }

    @Test
    void skipsCanonicalFieldsItDoesNotKnow() throws Exception {
        assertThat(parse("{\"timestamp\":null,\"new\":{\"a\":[1]},\"level\":\"Error\",\"message\":\"\"}"))
                .isEqualTo(new WindowsEvent(
                        null, "Error", null, null, null, null, null, null, null, null, null, Map.of(), null));
    }

    @Test
    void readsNxlogWithSysmonsOwnEventTypeAndTheEventTimeAsUtc() throws Exception {
        assertThat(parse(Lines.NXLOG))
                .isEqualTo(new WindowsEvent(
                        Instant.parse("2020-09-22T14:10:07Z"),
                        "Information",
                        "Microsoft-Windows-Sysmon/Operational",
                        null,
                        12,
                        "Microsoft-Windows-Sysmon",
                        "ws6.corp.example",
                        3948165L,
                        "NT AUTHORITY\\SYSTEM",
                        "0x8000000000000000",
                        "12",
                        Map.of("EventType", "CreateKey", "RuleName", "-", "Nested", "{\"a\":[1,2.50,null]}"),
                        null));
    }

    @Test
    void callsAnNxlogAuditFailureInformationAndTakesItsAccountFromTheData() throws Exception {
        WindowsEvent event = parse(Lines.NXLOG_AUDIT_FAILURE);

        assertThat(event.level()).isEqualTo("Information");
        assertThat(event.source()).isEqualTo("security");
        assertThat(event.keywords()).isEqualTo("0x8010000000000000");
        assertThat(event.user()).isEqualTo("CORP\\bob");
        assertThat(event.data()).containsEntry("ProcessID", "3428").doesNotContainKey("EventType");
    }

    @Test
    void believesTheTypeOfAnNxlogEventWithAuditKeywordsThatIsNoAudit() throws Exception {
        WindowsEvent event = parse("""
                {"EventTime":"2026-01-31T08:15:30.1234567Z","EventType":"ERROR","Severity":"ERROR",\
                "Keywords":4620693217682128896,"EventID":1101}""");

        assertThat(event.level()).isEqualTo("Error");
        assertThat(event.keywords()).isEqualTo("0x4020000000000000");
        assertThat(event.timestamp()).isEqualTo(Instant.parse("2026-01-31T08:15:30.123456700Z"));
    }

    @Test
    void takesThePrefixOffTheEventDataOfNxlog() throws Exception {
        WindowsEvent event = parse("""
                {"EventTime":"2026-01-31 08:15:30","EventID":7045,"AccountName":"bob","Domain":"CORP",\
                "EventData.AccountName":"LocalSystem","EventData.EventType":"INFO"}""");

        assertThat(event.user()).isEqualTo("CORP\\bob");
        assertThat(event.data()).containsExactly(entry("AccountName", "LocalSystem"), entry("EventType", "INFO"));
    }

    @Test
    void readsFlatExports() throws Exception {
        assertThat(parse(Lines.FLAT))
                .isEqualTo(new WindowsEvent(
                        Instant.parse("2020-10-19T03:30:41.104Z"),
                        "Information",
                        "Security",
                        "The audit log was cleared.",
                        1102,
                        "Microsoft-Windows-Eventlog",
                        "WS5",
                        null,
                        null,
                        "0x4020000000000000",
                        "104",
                        Map.of("Source", "Raccine"),
                        null));
    }

    @Test
    void readsWinlogbeat6() throws Exception {
        assertThat(parse(Lines.WINLOGBEAT6))
                .isEqualTo(new WindowsEvent(
                        Instant.parse("2019-05-18T20:36:46.254Z"),
                        "Information",
                        "Security",
                        "Logged on.",
                        4624,
                        "Microsoft-Windows-Security-Auditing",
                        "dc1.corp.example",
                        5402080L,
                        "NT AUTHORITY\\SYSTEM",
                        "Audit Success",
                        "Logon",
                        Map.of("LogonType", "5", "Count", "7"),
                        "spray#2"));
    }

    @Test
    void readsWinlogbeat8() throws Exception {
        assertThat(parse(Lines.WINLOGBEAT))
                .isEqualTo(new WindowsEvent(
                        Instant.parse("2024-08-02T09:46:20Z"),
                        "Information",
                        "Security",
                        "Failed.",
                        4625,
                        "Microsoft-Windows-Security-Auditing",
                        "ws1.corp.example",
                        11571L,
                        "CORP\\eve",
                        "Audit Failure, Classic",
                        null,
                        Map.of("LogonType", "3"),
                        null));
    }

    @Test
    void prefersTheMaskOfKeywordsToTheirNames() throws Exception {
        assertThat(parse("""
                {"winlog":{"event_id":"7036","keywords":["Audit Success","Classic","0x80A0000000000000"]}}""").keywords()).isEqualTo("0x80a0000000000000");
        assertThat(parse("{\"winlog\":{\"event_id\":\"1\",\"keywords\":[\"Classic\",\"0xyz\"]}}")
                        .keywords())
                .isEqualTo("Classic, 0xyz");
    }

    @Test
    void takesFromEcsWhatWinlogDoesNotSay() throws Exception {
        assertThat(parse(Lines.WINLOGBEAT_USER_DATA))
                .isEqualTo(new WindowsEvent(
                        Instant.parse("2024-08-02T09:46:20Z"),
                        "Information",
                        "System",
                        null,
                        104,
                        "Microsoft-Windows-Eventlog",
                        "ws1",
                        null,
                        "S-1-5-21-7",
                        null,
                        null,
                        Map.of("Channel", "Application"),
                        null));
    }

    @Test
    void readsEvtxDumpWithUnnamedData() throws Exception {
        assertThat(parse(Lines.EVTX_DUMP))
                .isEqualTo(new WindowsEvent(
                        Instant.parse("2017-07-12T17:16:28.214161Z"),
                        "Information",
                        "System",
                        null,
                        6009,
                        "EventLog",
                        "WIN-P4",
                        1L,
                        "S-1-5-18",
                        "0x0080000000000000",
                        "0",
                        Map.of("param1", "10.00.", "param2", "", "param4", "0", "Flag", "true", "Number", "0"),
                        null));
    }

    @Test
    void readsEvtxDumpOfAForwardedEventWithAnAccountInPlaceOfItsSid() throws Exception {
        WindowsEvent event = parse("""
                {"Event":{"System":{"EventID":1000,"Security":{"#attributes":{"UserID":"CORP\\\\bob"}}},\
                "EventData":{"SubjectUserName":"eve","Data":{"#attributes":{"Name":"Data"},"#text":"a, b"}},\
                "RenderingInfo":{"#attributes":{"Culture":"en-US"},"Message":"It failed.","Level":"Error"}}}""");

        assertThat(event.user()).isEqualTo("CORP\\bob");
        assertThat(event.message()).isEqualTo("It failed.");
        assertThat(event.data()).containsExactly(entry("SubjectUserName", "eve"), entry("Data", "a, b"));
    }

    @Test
    void takesTheFieldsWithinTheUserDataOfEvtxDump() throws Exception {
        WindowsEvent event = parse(Lines.EVTX_DUMP_USER_DATA);

        assertThat(event.eventId()).isEqualTo(104);
        assertThat(event.user()).isEqualTo("CORP\\adm");
        assertThat(event.data())
                .containsExactly(
                        entry("SubjectUserName", "adm"), entry("SubjectDomainName", "CORP"), entry("BackupPath", ""));
    }

    @Test
    void readsSentinelWithEventDataAsJsonText() throws Exception {
        assertThat(parse(Lines.SENTINEL_JSON))
                .isEqualTo(new WindowsEvent(
                        Instant.parse("2022-05-13T08:54:06.347Z"),
                        "Information",
                        "Microsoft-Windows-Sysmon/Operational",
                        null,
                        3,
                        "Microsoft-Windows-Sysmon",
                        "WS5",
                        null,
                        "NT AUTHORITY\\LOCAL SERVICE",
                        null,
                        "1",
                        Map.of("RuleName", "-", "User", "NT AUTHORITY\\LOCAL SERVICE"),
                        null));
    }

    @Test
    void readsSentinelWithEventDataAsXml() throws Exception {
        WindowsEvent event = parse(Lines.SENTINEL_XML);

        assertThat(event.level()).isEqualTo("Level 8");
        assertThat(event.message()).isEqualTo("5156 - A connection.");
        assertThat(event.user()).isEqualTo("CORP\\wardog");
        assertThat(event.data())
                .containsExactly(
                        entry("ProcessID", "3936"),
                        entry("param1", "first & last"),
                        entry("param2", ""),
                        entry("EventLog", "Application"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<EventData><Data Name='a'>cut o",
                "{'a':'b'",
                "<!DOCTYPE d [<!ENTITY e SYSTEM 'file:///etc/hostname'>]><d><a>&e;</a></d>",
                "plain"
            })
    void keepsEventDataThatCannotBeReadAsItIs(String text) throws Exception {
        assertThat(parse("{\"TimeGenerated\":\"2022-05-13T08:54:05Z\",\"EventData\":\"" + text + "\"}")
                        .data())
                .containsExactly(entry("EventData", text));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"timestamp\":{}}|field 'timestamp' at byte 13 should be an RFC 3339 time but is an object",
                "{\"timestamp\":\"yesterday\"}|field 'timestamp' at byte 13 should be an RFC 3339 time but is \"yesterday\"",
                "{\"timestamp\":\"2023-02-29T00:00:00Z\"}|field 'timestamp' at byte 13 should be an RFC 3339 time but is \"2023-02-29T00:00:00Z\"",
                "{\"eventId\":\"abc\"}|field 'eventId' at byte 11 should be a whole number but is \"abc\"",
                "{\"eventId\":-1}|field 'eventId' at byte 11 should be an event id but is -1",
                "{\"eventId\":4.5}|field 'eventId' at byte 11 should be a whole number but is 4.5",
                "{\"recordId\":99999999999999999999}|field 'recordId' at byte 12 should be a whole number but is 99999999999999999999",
                "{\"eventId\":1,\"data\":5}|field 'data' at byte 20 should be an object but is 5",
                "{\"eventId\":1,\"message\":false}|field 'message' at byte 23 should be a string but is false",
                "{\"Event\":{\"System\":[]}}|field 'System' at byte 19 should be an object but is an array",
                "{\"EventTime\":7}|field 'EventTime' at byte 13 should be an RFC 3339 time but is 7"
            })
    void namesTheFieldAndTheByteOfAValueOfAWrongType(String line, String message) {
        assertMalformed(line, MalformedEventException.Reason.WRONG_TYPE, message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "``|NOT_JSON|the line is blank",
                "{\"eventId\":1} x|NOT_JSON|Unrecognized token 'x': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false') (at byte 14)",
                "{\"eventId\":1}{}|NOT_JSON|something follows the object at byte 13",
                "{\"eventId\":1,\"eventId\":1}|NOT_JSON|field 'eventId' is given twice, again before byte 23",
                "{\"eventId\":1,\"data\":{\"a\":1,\"a\":1}}|NOT_JSON|field 'a' is given twice, again before byte 31",
                "[1]|NOT_AN_OBJECT|the line is JSON, but not an object",
                "\"text\"|NOT_AN_OBJECT|the line is JSON, but not an object",
                "{\"a\":1}|UNKNOWN_FORMAT|the object has no field by which a known event format is told",
                "{\"recordId\":1}|UNKNOWN_FORMAT|as canonical the object has no time, level, source, message or event id"
            })
    void saysWhatIsWrongWithALine(String line, MalformedEventException.Reason reason, String message) {
        assertMalformed(line, reason, message);
    }

    @Test
    void refusesWhatIsNestedTooDeeply() {
        MalformedEventException refused = malformed("{\"eventId\":1,\"data\":{\"a\":" + "[".repeat(1000));

        assertThat(refused.reason()).isEqualTo(MalformedEventException.Reason.TOO_COMPLEX);
    }

    @Test
    void refusesFieldsGivenTwiceInAnyFormat() {
        MalformedEventException refused = malformed("{\"TimeCreated\":null,\"EventID\":1,\"EventID\":2}");

        assertThat(refused.reason()).isEqualTo(MalformedEventException.Reason.NOT_JSON);
        assertThat(refused).hasMessageContaining("\"EventID\"");
    }

    @Test
    void refusesBytesThatAreNotUtf8AndNamesTheFirst() {
        byte[] line = "{\"message\":\"?\"}".getBytes(StandardCharsets.UTF_8);
        line[12] = (byte) 0xC0;

        MalformedEventException refused = catchThrowableOfType(
                MalformedEventException.class, () -> new EventParser().parse(line, 0, line.length));

        assertThat(refused.reason()).isEqualTo(MalformedEventException.Reason.NOT_UTF8);
        assertThat(refused).hasMessage("the line is not UTF-8 at byte 12");
    }

    @Test
    void refusesOtherEncodings() {
        byte[] line = Lines.CANONICAL.getBytes(StandardCharsets.UTF_16LE);

        MalformedEventException refused = catchThrowableOfType(
                MalformedEventException.class, () -> new EventParser().parse(line, 0, line.length));

        assertThat(refused).hasMessage("the line has a zero at byte 1");
    }

    @Test
    void passesOverAByteOrderMark() throws Exception {
        assertThat(parse("\uFEFF" + Lines.FLAT)).isEqualTo(parse(Lines.FLAT));
    }

    private static WindowsEvent parse(String line) throws MalformedEventException {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        return new EventParser().parse(bytes, 0, bytes.length);
    }

    private static MalformedEventException malformed(String line) {
        return catchThrowableOfType(MalformedEventException.class, () -> parse(line));
    }

    private static void assertMalformed(String line, MalformedEventException.Reason reason, String message) {
        MalformedEventException refused = malformed(line);
        assertThat(refused.reason()).isEqualTo(reason);
        assertThat(refused).hasMessage(message);
    }
}
