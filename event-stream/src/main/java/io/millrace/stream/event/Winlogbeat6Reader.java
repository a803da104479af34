package io.millrace.stream.event;

/** winlogbeat 6: {@code @timestamp} is the event's own time, the fields are on the top level, EventData in an object. */
final class Winlogbeat6Reader implements EventReader {

    @Override
    public void read(LineCursor line, EventDraft event) throws MalformedEventException {
        Account account = new Account();
        for (String name = line.nextField(); name != null; name = line.nextField()) {
            if (name.equals("user")) {
                WinlogbeatFields.takeUser(line, account);
            } else {
                take(name, line, event);
            }
        }
        event.user = account.best(event.data);
    }

    private static void take(String name, LineCursor line, EventDraft event) throws MalformedEventException {
        switch (name) {
            case "@timestamp" -> event.timestamp = line.instant(name);
            case "level" -> event.level = Levels.named(line.text(name));
            case "log_name" -> event.source = line.text(name);
            case "message" -> event.message = line.text(name);
            case "event_id" -> event.eventId = line.eventId(name);
            case "source_name" -> event.provider = line.text(name);
            case "computer_name" -> event.computer = line.text(name);
            case "record_number" -> event.recordId = line.number(name);
            case "keywords" -> event.keywords = Keywords.normalized(line.joined(name));
            case "task" -> event.task = line.text(name);
            case "event_data", "user_data" -> WinlogbeatFields.takeData(name, line, event);
            case "labels" -> WinlogbeatFields.takeLabel(line, event);
            default -> line.skip();
        }
    }
}
