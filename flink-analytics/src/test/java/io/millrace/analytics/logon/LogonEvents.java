package io.millrace.analytics.logon;

import io.millrace.analytics.event.ReceivedEvent;
import io.millrace.analytics.settings.WindowSettings;
import io.millrace.stream.event.WindowsEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** Logons as the source emits them, with settings of windows of ten seconds that wait for one second. */
final class LogonEvents {
    static final WindowSettings SETTINGS = new WindowSettings("demo", Duration.ofSeconds(10), Duration.ofSeconds(1));

    private LogonEvents() {}

    static WindowsEvent event(int eventId, String channel, Map<String, String> data) {
        return new WindowsEvent(
                Instant.EPOCH, "Information", channel, null, eventId, null, "host", 1L, null, null, null, data, null);
    }

    static ReceivedEvent logon(String stream, long time, int eventId, String user, String address) {
        Map<String, String> data = Map.of("TargetDomainName", "CORP", "TargetUserName", user, "IpAddress", address);
        return new ReceivedEvent(stream, 1, time, time, event(eventId, "Security", data), null);
    }
}
