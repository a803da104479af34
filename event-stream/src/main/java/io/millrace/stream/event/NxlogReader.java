package io.millrace.stream.event;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * NXLog's {@code im_msvistalog}, direct or through Logstash: envelope and EventData side by side in one object.
 *
 * <p>{@code EventTime} has no zone and is the host's local time. It is taken as UTC all the same: a zone could only be
 * guessed from the arrival time, and Sysmon's own {@code UtcTime} would put the Sysmon and the Security events of one host
 * hours apart. What arrives late ({@code EventReceivedTime}, Logstash's {@code @timestamp}) serves only where it is missing.
 *
 * <p>There is no level, but a severity; an event whose type is that of an audit is Information whatever its severity, as in
 * Event Viewer. Under {@code AddPrefix TRUE} EventData fields are named {@code EventData.<name>}; they lose the prefix here.
 */
final class NxlogReader implements EventReader {

    private static final String DATA_PREFIX = "EventData.";

    @Override
    public void read(LineCursor line, EventDraft event) throws MalformedEventException {
        Envelope envelope = new Envelope();
        for (String name = line.nextField(); name != null; name = line.nextField()) {
            take(name, line, event, envelope);
        }
        envelope.finish(event);
    }

    private static void take(String name, LineCursor line, EventDraft event, Envelope envelope)
            throws MalformedEventException {
        switch (name) {
            case "EventTime" -> event.timestamp = line.instant(name);
            case "EventReceivedTime" -> envelope.received = line.instant(name);
            case "@timestamp" -> envelope.shipped = line.instant(name);
            case "Severity" -> envelope.severity = line.text(name);
            case "Channel" -> event.source = line.text(name);
            case "Message" -> event.message = line.text(name);
            case "EventID" -> event.eventId = line.eventId(name);
            case "SourceName" -> event.provider = line.text(name);
            case "Hostname" -> event.computer = line.text(name);
            case "RecordNumber" -> event.recordId = line.number(name);
            case "Keywords" -> event.keywords = Keywords.normalized(line.text(name));
            case "Task" -> event.task = line.text(name);
            case "Category" -> envelope.category = line.text(name);
            case "Domain" -> envelope.account.domain = line.text(name);
            case "AccountName" -> envelope.account.name = line.text(name);
            case "UserID" -> envelope.account.sid = line.text(name);
            case "MillraceLabel" -> event.label = line.text(name);
            case "EventType" -> takeEventType(line, event, envelope);
            default -> takeData(name, line, event);
        }
    }

    private static void takeData(String name, LineCursor line, EventDraft event) {
        switch (name) {
            case "SeverityValue",
                    "ProviderGuid",
                    "ExecutionProcessID",
                    "ThreadID",
                    "Opcode",
                    "OpcodeValue",
                    "Version" -> line.skip();
            case "ActivityID", "RelatedActivityID", "AccountType", "SourceModuleName", "SourceModuleType" ->
                line.skip();
            case "@version", "host", "port", "tags", "EventTypeOrignal" -> line.skip(); // added by Logstash
            case "ProcessID" -> takeProcessId(line, event);
            default -> event.data(withoutPrefix(name), line.anything());
        }
    }

    private static String withoutPrefix(String name) {
        return name.startsWith(DATA_PREFIX) ? name.substring(DATA_PREFIX.length()) : name;
    }

    /** NXLog's own EventType is no data; that of Sysmon 12, 13, 17 and 18 is, and has taken its place. */
    private static void takeEventType(LineCursor line, EventDraft event, Envelope envelope) {
        String type = line.anything();
        if (type == null || isOwnEventType(type)) {
            envelope.type = type;
        } else {
            event.data("EventType", type);
        }
    }

    /** The level that follows from the keywords, NXLog's own type and the severity. */
    static @Nullable String level(@Nullable String keywords, @Nullable String type, @Nullable String severity) {
        boolean audit = Keywords.audit(keywords) != Keywords.Audit.NONE && (type == null || type.startsWith("AUDIT_"));
        return audit && severity != null ? "Information" : Levels.named(severity);
    }

    static boolean isOwnEventType(String type) {
        return switch (type) {
            case "AUDIT_SUCCESS", "AUDIT_FAILURE", "CRITICAL", "ERROR", "WARNING", "INFO", "VERBOSE", "DEBUG" -> true;
            default -> false;
        };
    }

    /** A number is the logging process, of the envelope; the EventData field of that name is a string. */
    private static void takeProcessId(LineCursor line, EventDraft event) {
        if (line.atNumber()) {
            line.skip();
        } else {
            event.data("ProcessID", line.anything());
        }
    }

    /** The fields which only together, at the end of the line, say something. */
    private static final class Envelope {

        final Account account = new Account();

        @Nullable
        Instant received;

        @Nullable
        Instant shipped;

        @Nullable
        String type;

        @Nullable
        String severity;

        @Nullable
        String category;

        void finish(EventDraft event) {
            if (event.timestamp == null) {
                event.timestamp = received == null ? shipped : received;
            }
            if (event.task == null) {
                event.task = category;
            }
            event.level = level(event.keywords, type, severity);
            event.user = account.best(event.data);
        }
    }
}
