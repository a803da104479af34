package io.millrace.stream.event;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * winlogbeat 7 and 8 (ECS): what Windows says is under {@code winlog}; {@code event}, {@code log}, {@code host} and
 * {@code user} say it again and serve where {@code winlog} is silent.
 */
final class WinlogbeatReader implements EventReader {

    @Override
    public void read(LineCursor line, EventDraft event) throws MalformedEventException {
        Fallbacks fallbacks = new Fallbacks();
        for (String name = line.nextField(); name != null; name = line.nextField()) {
            take(name, line, event, fallbacks);
        }
        fallbacks.finish(event);
    }

    private static void take(String name, LineCursor line, EventDraft event, Fallbacks fallbacks)
            throws MalformedEventException {
        switch (name) {
            case "@timestamp" -> event.timestamp = line.instant(name);
            case "message" -> event.message = line.text(name);
            case "event_id" -> fallbacks.plainId = line.eventId(name);
            case "winlog" -> line.fields(name, field -> takeWinlog(field, line, event, fallbacks));
            case "event" -> line.fields(name, field -> takeEvent(field, line, fallbacks));
            case "log" -> line.fields(name, field -> takeLog(field, line, event));
            case "host" -> line.fields(name, field -> takeHost(field, line, fallbacks));
            case "user" -> WinlogbeatFields.takeUser(line, fallbacks.ecsAccount);
            case "labels" -> WinlogbeatFields.takeLabel(line, event);
            default -> line.skip();
        }
    }

    private static void takeWinlog(String name, LineCursor line, EventDraft event, Fallbacks fallbacks)
            throws MalformedEventException {
        switch (name) {
            case "channel" -> event.source = line.text(name);
            case "event_id" -> event.eventId = line.eventId(name);
            case "provider_name" -> event.provider = line.text(name);
            case "computer_name" -> event.computer = line.text(name);
            case "record_id" -> event.recordId = line.number(name);
            case "keywords" -> event.keywords = Keywords.ofNames(line.joined(name));
            case "task" -> event.task = line.text(name);
            case "level" -> fallbacks.level = Levels.named(line.text(name));
            case "user" -> WinlogbeatFields.takeUser(line, fallbacks.account);
            case "event_data", "user_data" -> WinlogbeatFields.takeData(name, line, event);
            default -> line.skip();
        }
    }

    private static void takeEvent(String name, LineCursor line, Fallbacks fallbacks) throws MalformedEventException {
        switch (name) {
            case "code" -> fallbacks.code = line.eventId(name);
            case "provider" -> fallbacks.provider = line.text(name);
            case "created" -> fallbacks.created = line.instant(name);
            default -> line.skip();
        }
    }

    private static void takeLog(String name, LineCursor line, EventDraft event) throws MalformedEventException {
        if (name.equals("level")) {
            event.level = Levels.named(line.text(name));
        } else {
            line.skip();
        }
    }

    private static void takeHost(String name, LineCursor line, Fallbacks fallbacks) throws MalformedEventException {
        if (name.equals("name")) {
            fallbacks.host = line.text(name);
        } else {
            line.skip();
        }
    }

    /** What counts only where {@code winlog} did not say it. */
    private static final class Fallbacks {

        final Account account = new Account();
        final Account ecsAccount = new Account();

        @Nullable
        Instant created;

        @Nullable
        String level;

        @Nullable
        Integer code;

        @Nullable
        Integer plainId;

        @Nullable
        String provider;

        @Nullable
        String host;

        void finish(EventDraft event) {
            event.timestamp = firstOf(event.timestamp, created);
            event.level = firstOf(event.level, level);
            event.eventId = firstOf(firstOf(event.eventId, code), plainId);
            event.provider = firstOf(event.provider, provider);
            event.computer = firstOf(event.computer, host);
            Account known = account.isEmpty() ? ecsAccount : account;
            event.user = known.best(event.data);
        }

        private static <T> @Nullable T firstOf(@Nullable T first, @Nullable T second) {
            return first == null ? second : first;
        }
    }
}
