package io.millrace.stream.event;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Flat exports: System fields and EventData side by side in one object. {@code TimeCreated} is taken as UTC where it names no
 * zone; a {@code Z} is believed. {@code Source} is no provider but data: exports use it for whatever wrote the record.
 */
final class FlatReader implements EventReader {

    @Override
    public void read(LineCursor line, EventDraft event) throws MalformedEventException {
        Instant exported = null;
        for (String name = line.nextField(); name != null; name = line.nextField()) {
            if (name.equals("@timestamp")) {
                exported = line.instant(name);
            } else {
                take(name, line, event);
            }
        }
        event.timestamp = firstOf(event.timestamp, exported);
        event.user = new Account().best(event.data);
    }

    private static @Nullable Instant firstOf(@Nullable Instant created, @Nullable Instant exported) {
        return created == null ? exported : created;
    }

    private static void take(String name, LineCursor line, EventDraft event) throws MalformedEventException {
        switch (name) {
            case "TimeCreated" -> event.timestamp = line.instant(name);
            case "Level" -> event.level = Levels.named(line.text(name));
            case "Channel" -> event.source = line.text(name);
            case "Message" -> event.message = line.text(name);
            case "EventID" -> event.eventId = line.eventId(name);
            case "SourceName" -> event.provider = line.text(name);
            case "Hostname" -> event.computer = line.text(name);
            case "RecordNumber", "EventRecordID" -> event.recordId = line.number(name);
            case "Keywords" -> event.keywords = Keywords.normalized(line.text(name));
            case "Task" -> event.task = line.text(name);
            case "MillraceLabel" -> event.label = line.text(name);
            case "ProviderGuid" -> line.skip();
            default -> event.data(name, line.anything());
        }
    }
}
