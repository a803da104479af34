package io.millrace.stream.event;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.ObjectReadContext;

/**
 * Rows of Log Analytics. EventData is a JSON object, the text of one, XML, or spread over columns; a text that is neither
 * stays whole under its own name, for the service cuts long ones off. {@code Source} and {@code EventLog} (the old Event
 * table) are data like every column that is not of the envelope.
 */
final class SentinelReader implements EventReader {

    @Override
    public void read(LineCursor line, EventDraft event) throws MalformedEventException {
        Row row = new Row();
        for (String name = line.nextField(); name != null; name = line.nextField()) {
            take(name, line, event, row);
        }
        row.finish(event);
    }

    private static void take(String name, LineCursor line, EventDraft event, Row row) throws MalformedEventException {
        switch (name) {
            case "TimeGenerated" -> event.timestamp = line.instant(name);
            case "TimeCollected" -> row.collected = line.instant(name);
            case "Level", "EventLevel" -> event.level = Levels.named(line.text(name));
            case "EventLevelName" -> row.levelName = Levels.named(line.text(name));
            case "Channel" -> event.source = line.text(name);
            case "RenderedDescription" -> event.message = line.text(name);
            case "Activity" -> row.activity = line.text(name);
            case "EventID" -> event.eventId = line.eventId(name);
            case "EventSourceName", "Provider" -> event.provider = line.text(name);
            case "Computer" -> event.computer = line.text(name);
            case "EventRecordId" -> event.recordId = line.number(name);
            case "Account", "UserName" -> row.user = line.text(name);
            case "Keywords" -> event.keywords = Keywords.normalized(line.text(name));
            case "Task" -> event.task = line.text(name);
            case "MillraceLabel" -> event.label = line.text(name);
            default -> takeData(name, line, event);
        }
    }

    private static void takeData(String name, LineCursor line, EventDraft event) throws MalformedEventException {
        switch (name) {
            case "TenantId", "SourceSystem", "MG", "ManagementGroupName", "Type", "_ResourceId" -> line.skip();
            case "SourceComputerId", "EventOriginId", "timestamp", "AccountType" -> line.skip();
            case "HostCustomEntity", "AccountCustomEntity" -> line.skip(); // added by the query, for alerts
            case "EventData", "EventData_string" -> takeEventData(name, line, event);
            default -> event.data(name, line.anything());
        }
    }

    private static void takeEventData(String name, LineCursor line, EventDraft event) throws MalformedEventException {
        if (line.atObject()) {
            line.fields(name, field -> event.data(field, line.anything()));
            return;
        }
        String text = line.anything();
        Map<String, String> fields = text == null ? null : fieldsOf(text.strip());
        if (fields == null) {
            event.data(name, text);
        } else {
            fields.forEach(event::data);
        }
    }

    private static @Nullable Map<String, String> fieldsOf(String text) {
        return text.startsWith("{") ? jsonFields(text) : text.startsWith("<") ? XmlEventData.fields(text) : null;
    }

    private static @Nullable Map<String, String> jsonFields(String text) {
        Map<String, String> fields = new LinkedHashMap<>();
        try (LineCursor inner = new LineCursor(EventParser.STRICT.createParser(ObjectReadContext.empty(), text))) {
            inner.start();
            for (String name = inner.nextField(); name != null; name = inner.nextField()) {
                String value = inner.anything();
                if (value != null) {
                    fields.put(name, value);
                }
            }
            inner.end();
            return fields;
        } catch (JacksonException | MalformedEventException e) {
            return null; // not the JSON it looked like; the text is kept as it is
        }
    }

    /** What only counts where nothing better is there. */
    private static final class Row {

        @Nullable
        Instant collected;

        @Nullable
        String levelName;

        @Nullable
        String activity;

        @Nullable
        String user;

        void finish(EventDraft event) {
            event.timestamp = event.timestamp == null ? collected : event.timestamp;
            event.level = event.level == null ? levelName : event.level;
            event.message = event.message == null ? activity : event.message;
            Account account = new Account();
            account.name = "N/A".equals(user) ? null : user; // the Event table's word for nobody
            event.user = account.best(event.data);
        }
    }
}
