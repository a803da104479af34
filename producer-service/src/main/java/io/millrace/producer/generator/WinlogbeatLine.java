package io.millrace.producer.generator;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * winlogbeat 8. The names are those of its {@code winevent.Event.Fields} and {@code eventlog.Record.ToEvent}. Where it would
 * lose something the event needs, this writes more: seven digits of a second (it can be told to, by
 * {@code timestamp.precision}), the number of the task category where it has the name, the whole mask behind the names of the
 * keywords, and the carriage returns of the message.
 */
final class WinlogbeatLine implements LineWriter {
    private static final String VERSION = "8.19.0";

    @Override
    public void write(EventDefinition event, @Nullable AccountPattern user, boolean labelled, LineJson json) {
        json.string("@timestamp", TIME);
        json.open("winlog");
        writeWindows(event, json);
        if (user != null) {
            writeUser(user, json.open("user"));
            json.close();
        }
        json.strings("event_data", event.data()).close();
        writeEvent(event, json.open("event"));
        json.close();
        json.open("log").string("level", EventLevel.named(event.level()).lowerCase());
        json.close();
        json.string("message", event.text());
        json.open("host").string("name", COMPUTER).close();
        if (labelled) {
            json.open("labels").string("millrace", LABEL).close();
        }
        json.open("ecs").string("version", "8.0.0").close();
        json.open("agent").string("type", "winlogbeat").string("version", VERSION);
        json.string("name", "${here.name}").close();
    }

    private static void writeWindows(EventDefinition event, LineJson json) {
        json.string("channel", event.channel())
                .string("event_id", Integer.toString(event.id()))
                .string("provider_name", event.provider());
        if (event.guid() != null) {
            json.string("provider_guid", '{' + event.guid().toLowerCase(Locale.ROOT) + '}');
        }
        json.string("computer_name", COMPUTER)
                .number("record_id", RECORD_ID)
                .strings("keywords", keywords(event))
                .string("task", event.task());
        if (event.opcode() != null) {
            json.string("opcode", event.opcode());
        }
        if (event.versionNumber() != 0) {
            json.number("version", event.versionNumber());
        }
        json.string("api", "wineventlog");
        json.open("process").number("pid", event.loggingProcess());
        json.open("thread").number("id", event.loggingThread());
        json.close().close();
    }

    private static List<String> keywords(EventDefinition event) {
        List<String> keywords =
                new ArrayList<>(KeywordMask.parse(event.keywords()).names());
        keywords.add(event.keywords());
        return keywords;
    }

    private static void writeUser(AccountPattern user, LineJson json) {
        if (user.domain() != null) {
            json.string("domain", user.domain());
        }
        json.string("name", user.name()).string("type", "User");
    }

    private static void writeEvent(EventDefinition event, LineJson json) {
        KeywordMask keywords = KeywordMask.parse(event.keywords());
        String category = TaskCategories.name(event);
        if (category != null) {
            json.string("action", category);
        }
        json.string("code", Integer.toString(event.id()))
                .string("created", TIME)
                .string("kind", "event");
        if (keywords.isAudit()) {
            json.string("outcome", keywords.isFailure() ? "failure" : "success");
        }
        json.string("provider", event.provider());
    }
}
