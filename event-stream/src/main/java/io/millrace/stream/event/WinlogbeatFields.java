package io.millrace.stream.event;

/** The objects which all versions of winlogbeat write alike. */
final class WinlogbeatFields {

    private WinlogbeatFields() {}

    /** A user; {@code identifier} or {@code id} is the SID. */
    static void takeUser(LineCursor line, Account account) throws MalformedEventException {
        line.fields("user", name -> {
            switch (name) {
                case "domain" -> account.domain = line.text(name);
                case "name" -> account.name = line.text(name);
                case "identifier", "id" -> account.sid = line.text(name);
                default -> line.skip();
            }
        });
    }

    /** EventData or UserData; {@code xml_name} is the name of the UserData element and no field of it. */
    static void takeData(String field, LineCursor line, EventDraft event) throws MalformedEventException {
        line.fields(field, name -> {
            if (name.equals("xml_name")) {
                line.skip();
            } else {
                event.data(name, line.anything());
            }
        });
    }

    /** {@code labels.millrace}: the label of an injected attack. */
    static void takeLabel(LineCursor line, EventDraft event) throws MalformedEventException {
        line.fields("labels", name -> {
            if (name.equals("millrace")) {
                event.label = line.text(name);
            } else {
                line.skip();
            }
        });
    }
}
