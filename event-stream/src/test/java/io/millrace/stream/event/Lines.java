package io.millrace.stream.event;

import java.util.List;

/** One invented line of each format and of its oddities, as the recorded ones have them. */
final class Lines {

    static final String CANONICAL = """
            {"timestamp":"2024-07-01T08:15:30.1234567Z","level":"Information","source":"Security",\
            "message":"An account was successfully logged on.","eventId":4624,\
            "provider":"Microsoft-Windows-Security-Auditing","computer":"WS07.corp.example","recordId":18123,\
            "user":"CORP\\\\alice","keywords":"0x8020000000000000","task":"12544",\
            "data":{"TargetUserName":"alice","LogonType":"3","IpAddress":""},"label":"spray#1"}""";

    static final String NXLOG = """
            {"EventTime":"2020-09-22 14:10:07","EventReceivedTime":"2020-09-22 14:10:10",\
            "@timestamp":"2020-09-22T18:10:10.004Z","Keywords":-9223372036854775808,"Severity":"INFO","SeverityValue":2,\
            "EventType":"CreateKey","EventID":12,"Channel":"Microsoft-Windows-Sysmon/Operational",\
            "SourceName":"Microsoft-Windows-Sysmon","Hostname":"ws6.corp.example","RecordNumber":3948165,"Task":12,\
            "Category":"Registry object added or deleted","Domain":"NT AUTHORITY","AccountName":"SYSTEM",\
            "UserID":"S-1-5-18","ProcessID":3392,"ThreadID":1,"SourceModuleType":"im_msvistalog","tags":["a","b"],\
            "RuleName":"-","Nested":{"a": [1, 2.50, null]}}""";

    static final String NXLOG_AUDIT_FAILURE = """
            {"Severity":"ERROR","EventType":"AUDIT_FAILURE","Keywords":-9218868437227405312,"EventID":4625,\
            "Channel":"security","SourceModuleType":"im_msvistalog","EventTime":"2020-08-06 01:20:11",\
            "SubjectUserName":"-","SubjectDomainName":"-","TargetUserName":"bob","TargetDomainName":"CORP",\
            "ProcessID":"3428"}""";

    static final String FLAT = """
            {"Message":"The audit log was cleared.","EventID":1102,"SourceName":"Microsoft-Windows-Eventlog",\
            "TimeCreated":"2020-10-19 03:30:41.104","Hostname":"WS5","Task":"104","Level":"4",\
            "Keywords":"0x4020000000000000","Channel":"Security","ProviderGuid":"{fc65ddd8}","ShareLocalPath":null,\
            "Source":"Raccine"}""";

    static final String WINLOGBEAT6 = """
            {"@timestamp":"2019-05-18T20:36:46.254Z","@metadata":{"beat":"winlogbeat"},"message":"Logged on.","version":5,\
            "user":{"name":"SYSTEM","domain":"NT AUTHORITY","identifier":"S-1-5-18"},"record_number":"5402080",\
            "source_name":"Microsoft-Windows-Security-Auditing","log_name":"Security",\
            "event_data":{"LogonType":"5","Count":7},"level":"Information","event_id":4624,\
            "computer_name":"dc1.corp.example","task":"Logon","keywords":["Audit Success"],"type":"wineventlog",\
            "labels":{"millrace":"spray#2"}}""";

    static final String WINLOGBEAT = """
            {"@timestamp":"2024-08-02T09:46:20.000Z","event":{"kind":"event","code":"4625","provider":"P",\
            "created":"2024-08-02T09:55:11.996Z"},"host":{"name":"ws1","os":{"name":"Windows"}},\
            "log":{"level":"information"},"message":"Failed.","user":{"name":"eve","domain":"CORP","id":"S-1-5-21-1"},\
            "winlog":{"provider_name":"Microsoft-Windows-Security-Auditing","task":"","channel":"Security",\
            "event_data":{"LogonType":"3"},"event_id":"4625","computer_name":"ws1.corp.example",\
            "keywords":["Audit Failure","Classic"],"record_id":"11571","process":{"thread":{"id":2808}}}}""";

    static final String WINLOGBEAT_USER_DATA = """
            {"@timestamp":"2024-08-02T09:46:20.000Z","event":{"code":104,"provider":"Microsoft-Windows-Eventlog"},\
            "log":{"level":"information"},"host":{"name":"ws1"},"winlog":{"channel":"System",\
            "user_data":{"xml_name":"LogFileCleared","Channel":"Application"},\
            "user":{"identifier":"S-1-5-21-7"}}}""";

    static final String EVTX_DUMP = """
            {"Event":{"#attributes":{"xmlns":"x"},"System":{"Provider":{"#attributes":{"Name":"EventLog","Guid":"g"}},\
            "EventID":{"#attributes":{"Qualifiers":32768},"#text":6009},"Level":"4","Task":0,\
            "Keywords":"0x80000000000000","TimeCreated":{"#attributes":{"SystemTime":"2017-07-12T17:16:28.214161Z"}},\
            "EventRecordID":"1","Channel":"System","Computer":"WIN-P4","Security":{"#attributes":{"UserID":"S-1-5-18"}}},\
            "EventData":{"#attributes":{"Name":"n"},"Data":{"#text":["10.00.","",null,"0"]},"Binary":null,"Flag":true,\
            "Number":0}}}""";

    static final String EVTX_DUMP_USER_DATA = """
            {"Event":{"System":{"EventID":104,"Level":4,"Channel":"System","Security":null,\
            "TimeCreated":{"#attributes":{"SystemTime":"2021-04-21T09:27:51.181798Z"}}},"UserData":{"LogFileCleared":\
            {"#attributes":{"xmlns":"y"},"SubjectUserName":"adm","SubjectDomainName":"CORP","BackupPath":""}}}}""";

    static final String SENTINEL_JSON = """
            {"TenantId":"t","TimeGenerated":"2022-05-13T08:54:06.347Z","Provider":"Microsoft-Windows-Sysmon",\
            "Channel":"Microsoft-Windows-Sysmon/Operational","Computer":"WS5","Task":1,"EventLevel":4,\
            "EventLevelName":"Information","EventData":"{\\"RuleName\\":\\"-\\",\\"User\\":\\"NT AUTHORITY\\\\\\\\LOCAL SERVICE\\"}",\
            "EventID":3,"Type":"WindowsEvent"}""";

    static final String SENTINEL_XML = """
            {"TimeGenerated":"2022-05-13T08:54:05.21Z","Computer":"WS5","EventSourceName":"P","Channel":"Security",\
            "Level":"8","EventData":"<EventData xmlns=\\"x\\">\\r\\n  <Data Name=\\"ProcessID\\">3936</Data>\\r\\n\
              <Data>first &amp; last</Data><Data/>\\r\\n</EventData>","EventID":5156,\
            "Activity":"5156 - A connection.","Account":"CORP\\\\wardog","EventLog":"Application"}""";

    static final List<String> ALL = List.of(
            CANONICAL,
            NXLOG,
            NXLOG_AUDIT_FAILURE,
            FLAT,
            WINLOGBEAT6,
            WINLOGBEAT,
            WINLOGBEAT_USER_DATA,
            EVTX_DUMP,
            EVTX_DUMP_USER_DATA,
            SENTINEL_JSON,
            SENTINEL_XML);

    private Lines() {}
}
