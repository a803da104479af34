package io.millrace.producer.generator;

import org.jspecify.annotations.Nullable;

/**
 * evtx_dump. An event in a log has no text; one that was forwarded brings its rendering along, so these are written as
 * forwarded ones. The account is named where a log has its SID.
 */
final class EvtxDumpLine implements LineWriter {
    private static final String ATTRIBUTES = "#attributes";
    private static final String AUDITOR = "Microsoft-Windows-Security-Auditing";

    @Override
    public void write(EventDefinition event, @Nullable AccountPattern user, boolean labelled, LineJson json) {
        json.open("Event");
        attribute("xmlns", "http://schemas.microsoft.com/win/2004/08/events/event", json);
        writeSystem(event, json.open("System"));
        writeOrigin(event, user, json);
        json.close();
        json.open("EventData");
        event.data().forEach((name, value) -> writeData(name, value, json));
        json.close();
        json.open("RenderingInfo");
        attribute("Culture", "en-US", json);
        json.string("Message", event.text()).string("Level", event.level()).close();
        if (labelled) {
            json.string("MillraceLabel", LABEL);
        }
        json.close();
    }

    private static void writeSystem(EventDefinition event, LineJson json) {
        json.open("Provider").open(ATTRIBUTES).string("Name", event.provider());
        if (event.guid() != null) {
            json.string("Guid", event.guid());
        }
        json.close().close();
        json.number("EventID", event.id())
                .number("Version", event.versionNumber())
                .number("Level", levelNumber(event))
                .number("Task", event.task());
        Integer opcode = Opcodes.number(event.opcode());
        if (opcode != null) {
            json.number("Opcode", opcode);
        }
        json.string("Keywords", KeywordMask.parse(event.keywords()).hexadecimal());
        json.open("TimeCreated");
        attribute("SystemTime", TIME, json);
        json.close();
    }

    private static void writeOrigin(EventDefinition event, @Nullable AccountPattern user, LineJson json) {
        json.number("EventRecordID", RECORD_ID).nothing("Correlation");
        json.open("Execution").open(ATTRIBUTES).number("ProcessID", event.loggingProcess());
        json.number("ThreadID", event.loggingThread()).close().close();
        json.string("Channel", event.channel()).string("Computer", COMPUTER);
        if (user == null) {
            json.nothing("Security");
        } else {
            json.open("Security");
            attribute("UserID", user.whole(), json);
            json.close();
        }
    }

    /** The audits are logged with level 0, "always", which is shown as Information. */
    private static int levelNumber(EventDefinition event) {
        EventLevel level = EventLevel.named(event.level());
        return level == EventLevel.INFORMATION && event.provider().equals(AUDITOR) ? 0 : level.number();
    }

    /** The name Data alone would stand for an element without a name. */
    private static void writeData(String name, String value, LineJson json) {
        if (name.equals("Data")) {
            json.open(name);
            attribute("Name", name, json);
            json.string("#text", value).close();
        } else {
            json.string(name, value);
        }
    }

    private static void attribute(String name, String value, LineJson json) {
        json.open(ATTRIBUTES).string(name, value).close();
    }
}
