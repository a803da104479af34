package io.millrace.stream.event;

import org.jspecify.annotations.Nullable;

/**
 * evtx_dump: the XML of the event as JSON, attributes under {@code #attributes}, text beside them under {@code #text}.
 * Numbers are numbers, or strings in forwarded events. Data elements without a name get those winlogbeat gives them:
 * {@code param1}, {@code param2}, ... A {@code UserID} that is no SID is the name someone has put in its place.
 */
final class EvtxDumpReader implements EventReader {

    private static final String ATTRIBUTES = "#attributes";

    @Override
    public void read(LineCursor line, EventDraft event) throws MalformedEventException {
        Account account = new Account();
        for (String name = line.nextField(); name != null; name = line.nextField()) {
            if (name.equals("Event")) {
                line.fields(name, field -> takeEvent(field, line, event, account));
            } else {
                line.skip();
            }
        }
        event.user = account.best(event.data);
    }

    private static void takeEvent(String name, LineCursor line, EventDraft event, Account account)
            throws MalformedEventException {
        switch (name) {
            case "System" -> line.fields(name, field -> takeSystem(field, line, event, account));
            case "EventData" -> line.fields(name, field -> takeData(field, line, event));
            // one element of the provider's own name, the fields within it
            case "UserData" -> line.fields(name, element -> takeUserData(element, line, event));
            case "RenderingInfo" -> line.fields(name, field -> takeRendering(field, line, event));
            case "MillraceLabel" -> event.label = line.text(name);
            default -> line.skip();
        }
    }

    private static void takeSystem(String name, LineCursor line, EventDraft event, Account account)
            throws MalformedEventException {
        switch (name) {
            case "Provider" -> takeAttribute(name, "Name", line, field -> event.provider = line.text(field));
            case "TimeCreated" ->
                takeAttribute(name, "SystemTime", line, field -> event.timestamp = line.instant(field));
            case "Security" -> takeAttribute(name, "UserID", line, field -> takeUserId(line.text(field), account));
            case "EventID" -> takeEventId(line, event);
            case "Level" -> event.level = Levels.named(line.text(name));
            case "Task" -> event.task = line.text(name);
            case "Keywords" -> event.keywords = Keywords.normalized(line.text(name));
            case "EventRecordID" -> event.recordId = line.number(name);
            case "Channel" -> event.source = line.text(name);
            case "Computer" -> event.computer = line.text(name);
            default -> line.skip();
        }
    }

    private static void takeAttribute(String element, String wanted, LineCursor line, LineCursor.FieldTaker taker)
            throws MalformedEventException {
        line.fields(element, part -> {
            if (part.equals(ATTRIBUTES)) {
                line.fields(part, attribute -> {
                    if (attribute.equals(wanted)) {
                        taker.take(attribute);
                    } else {
                        line.skip();
                    }
                });
            } else {
                line.skip();
            }
        });
    }

    private static void takeUserId(@Nullable String written, Account account) {
        if (written == null || written.startsWith("S-1-")) {
            account.sid = written;
        } else {
            account.name = written;
        }
    }

    /** A number, or an object with the qualifiers of a classic event as attribute. */
    private static void takeEventId(LineCursor line, EventDraft event) throws MalformedEventException {
        if (!line.atObject()) {
            event.eventId = line.eventId("EventID");
            return;
        }
        line.fields("EventID", part -> {
            if (part.equals("#text")) {
                event.eventId = line.eventId("EventID.#text");
            } else {
                line.skip();
            }
        });
    }

    private static void takeRendering(String name, LineCursor line, EventDraft event) throws MalformedEventException {
        if (name.equals("Message")) {
            event.message = line.text(name);
        } else {
            line.skip();
        }
    }

    private static void takeUserData(String element, LineCursor line, EventDraft event) throws MalformedEventException {
        if (line.atObject()) {
            line.fields(element, field -> takeData(field, line, event));
        } else {
            event.data(element, line.anything());
        }
    }

    private static void takeData(String name, LineCursor line, EventDraft event) throws MalformedEventException {
        switch (name) {
            case ATTRIBUTES -> line.skip();
            case "Data" -> takeElement(line, event);
            default -> event.data(name, line.anything());
        }
    }

    /** A Data element: with attributes, which may give its name, an object with the text as {@code #text}. */
    private static void takeElement(LineCursor line, EventDraft event) throws MalformedEventException {
        if (!line.atObject()) {
            takeUnnamed(line, event);
            return;
        }
        Element element = new Element();
        line.fields("Data", part -> {
            switch (part) {
                case ATTRIBUTES -> line.fields(part, attribute -> takeName(attribute, line, element));
                case "#text" -> takeText(line, event, element.name);
                default -> line.skip();
            }
        });
    }

    private static void takeName(String attribute, LineCursor line, Element element) throws MalformedEventException {
        if (attribute.equals("Name")) {
            element.name = line.text(attribute);
        } else {
            line.skip();
        }
    }

    private static void takeText(LineCursor line, EventDraft event, @Nullable String name) {
        if (name == null) {
            takeUnnamed(line, event);
        } else {
            event.data(name, line.anything());
        }
    }

    /** Data elements without a name: a text or an array of texts. */
    private static void takeUnnamed(LineCursor line, EventDraft event) {
        if (line.atArray()) {
            for (int number = 1; line.nextElement(); number++) {
                event.data("param" + number, line.anything());
            }
        } else {
            event.data("param1", line.anything());
        }
    }

    /** A Data element while it is read. */
    private static final class Element {

        @Nullable
        String name;
    }
}
