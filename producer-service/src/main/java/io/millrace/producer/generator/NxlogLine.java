package io.millrace.producer.generator;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * NXLog's {@code im_msvistalog} through {@code to_json()}, with the times in UTC ({@code DateFormat YYYY-MM-DDThh:mm:ss.sUTC})
 * and one digit more than its microseconds. The EventData fields stand beside those of the envelope; one that has the name of
 * such a field gets the prefix {@code EventData.}, as all do under {@code AddPrefix TRUE}. Only an EventType takes the place
 * of NXLog's own, as Sysmon's does in recorded lines, unless the event is an audit, of which NXLog's tells the level.
 */
final class NxlogLine implements LineWriter {
    private static final String TYPE = "EventType";
    private static final String PREFIX = "EventData.";

    /** Fields that NXLog or a Logstash behind it writes. */
    private static final Set<String> ENVELOPE = Set.of(
            ("EventTime EventReceivedTime Hostname Keywords Severity SeverityValue EventID SourceName ProviderGuid Version"
                            + " Task OpcodeValue Opcode RecordNumber ExecutionProcessID ThreadID Channel Domain AccountName"
                            + " UserID AccountType Message Category ActivityID RelatedActivityID SourceModuleName"
                            + " SourceModuleType EventTypeOrignal MillraceLabel @timestamp @version host port tags")
                    .split(" "));

    @Override
    public void write(EventDefinition event, @Nullable AccountPattern user, boolean labelled, LineJson json) {
        json.string("EventTime", TIME).string("Hostname", COMPUTER);
        writeSeverity(event, json);
        writeSystem(event, json);
        if (user != null) {
            writeUser(user, json);
        }
        json.string("Message", event.text());
        String category = TaskCategories.name(event);
        if (category != null) {
            json.string("Category", category);
        }
        if (event.opcode() != null) {
            json.string("Opcode", event.opcode());
        }
        event.data().forEach((name, value) -> json.string(fieldName(name, event), value));
        json.string("EventReceivedTime", TIME)
                .string("SourceModuleName", "eventlog")
                .string("SourceModuleType", "im_msvistalog");
        if (labelled) {
            json.string("MillraceLabel", LABEL);
        }
    }

    private static String fieldName(String name, EventDefinition event) {
        boolean taken = name.equals(TYPE) ? !typeIsData(event) : ENVELOPE.contains(name);
        return taken || name.startsWith(PREFIX) ? PREFIX + name : name;
    }

    private static boolean typeIsData(EventDefinition event) {
        return event.data().containsKey(TYPE)
                && !KeywordMask.parse(event.keywords()).isAudit();
    }

    private static void writeSeverity(EventDefinition event, LineJson json) {
        KeywordMask keywords = KeywordMask.parse(event.keywords());
        EventLevel level = EventLevel.named(event.level());
        boolean audit = keywords.isAudit() && level == EventLevel.INFORMATION;
        EventLevel shown = audit && keywords.isFailure() ? EventLevel.ERROR : level;
        json.number("Keywords", keywords.bits());
        if (!typeIsData(event)) {
            String outcome = keywords.isFailure() ? "AUDIT_FAILURE" : "AUDIT_SUCCESS";
            json.string(TYPE, audit ? outcome : level.type());
        }
        json.number("SeverityValue", shown.severityValue()).string("Severity", shown.severity());
    }

    private static void writeSystem(EventDefinition event, LineJson json) {
        json.number("EventID", event.id()).string("SourceName", event.provider());
        if (event.guid() != null) {
            json.string("ProviderGuid", '{' + event.guid() + '}');
        }
        json.number("Version", event.versionNumber()).number("Task", event.task());
        Integer opcode = Opcodes.number(event.opcode());
        if (opcode != null) {
            json.number("OpcodeValue", opcode);
        }
        json.number("RecordNumber", RECORD_ID)
                .number("ExecutionProcessID", event.loggingProcess())
                .number("ThreadID", event.loggingThread())
                .string("Channel", event.channel());
    }

    private static void writeUser(AccountPattern user, LineJson json) {
        if (user.domain() != null) {
            json.string("Domain", user.domain());
        }
        json.string("AccountName", user.name()).string("AccountType", "User");
    }
}
