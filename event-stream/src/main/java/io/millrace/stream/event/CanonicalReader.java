package io.millrace.stream.event;

/** Our own form; the one on the hot path, so each field goes straight to its place. Fields it does not know are skipped. */
final class CanonicalReader implements EventReader {

    @Override
    public void read(LineCursor line, EventDraft event) throws MalformedEventException {
        int seen = 0;
        for (String name = line.nextField(); name != null; name = line.nextField()) {
            int field = take(name, line, event);
            if ((seen & field) != 0) {
                throw line.givenTwice(name);
            }
            seen |= field;
        }
    }

    /** Takes the field and returns its bit, 0 for one that is not known. */
    private static int take(String name, LineCursor line, EventDraft event) throws MalformedEventException {
        switch (name) {
            case "timestamp" -> {
                event.timestamp = line.instant(name);
                return 1;
            }
            case "level" -> {
                event.level = line.string(name);
                return 1 << 1;
            }
            case "source" -> {
                event.source = line.string(name);
                return 1 << 2;
            }
            case "message" -> {
                event.message = line.string(name);
                return 1 << 3;
            }
            case "eventId" -> {
                event.eventId = line.eventId(name);
                return 1 << 4;
            }
            case "data" -> {
                line.fieldsInto(event.mutableData(), name);
                return 1 << 5;
            }
            default -> {
                return takeRarer(name, line, event);
            }
        }
    }

    private static int takeRarer(String name, LineCursor line, EventDraft event) throws MalformedEventException {
        switch (name) {
            case "provider" -> {
                event.provider = line.string(name);
                return 1 << 6;
            }
            case "computer" -> {
                event.computer = line.string(name);
                return 1 << 7;
            }
            case "recordId" -> {
                event.recordId = line.number(name);
                return 1 << 8;
            }
            case "user" -> {
                event.user = line.string(name);
                return 1 << 9;
            }
            case "keywords" -> {
                event.keywords = line.string(name);
                return 1 << 10;
            }
            case "task" -> {
                event.task = line.text(name);
                return 1 << 11;
            }
            case "label" -> {
                event.label = line.string(name);
                return 1 << 12;
            }
            default -> {
                line.skip();
                return 0;
            }
        }
    }
}
