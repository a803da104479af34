package io.millrace.consumer.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.consumer.event.Events;
import io.millrace.consumer.event.ReceivedEvent;
import io.millrace.consumer.settings.PrintMode;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class EventPrinterTests {
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @Test
    void printsOneReadableLineForEachEvent() {
        print(PrintMode.LINE, Events.event(1), Events.event(2, "Error", null));

        assertThat(printed()).isEqualTo("""
                        2026-01-01T00:00:01Z Information Security 4624 ws-01 event 1
                        2026-01-01T00:00:02Z Error Security 4624 ws-01 -
                        """);
    }

    @Test
    void noEventCanBreakALineOrCommandTheTerminal() {
        print(PrintMode.LINE, Events.event(1, "Error", "one\r\ntwo\u001b[2J\u009b31m gr\u00fcn"));

        assertThat(printed()).isEqualTo("2026-01-01T00:00:01Z Error Security 4624 ws-01 one  two [2J 31m gr\u00fcn\n");
    }

    @Test
    void printsCanonicalJson() {
        print(PrintMode.JSON, Events.event(1));

        assertThat(printed())
                .isEqualTo("{\"timestamp\":\"2026-01-01T00:00:01Z\",\"level\":\"Information\",\"source\":\"Security\","
                        + "\"message\":\"event 1\",\"eventId\":4624,"
                        + "\"provider\":\"Microsoft-Windows-Security-Auditing\",\"computer\":\"ws-01\","
                        + "\"recordId\":1,\"data\":{\"TargetUserName\":\"Alice\"}}\n");
    }

    @Test
    void printsNothingWhenOff() {
        print(PrintMode.OFF, Events.event(1));

        assertThat(printed()).isEmpty();
    }

    @Test
    void aTerminalThatTakesNothingCostsEventsButNoTimeOfTheFeed() throws Exception {
        CountDownLatch stuck = new CountDownLatch(1);
        CountDownLatch released = new CountDownLatch(1);
        EventPrinter printer = new EventPrinter(PrintMode.LINE, new PrintStream(new OutputStream() {
            @Override
            public void write(int b) {
                stuck.countDown();
                try {
                    released.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        }));
        printer.start();
        printer.received(Events.event(0));
        assertThat(stuck.await(5, TimeUnit.SECONDS)).isTrue();

        for (int i = 0; i < 100_010; i++) {
            printer.received(Events.event(i));
        }

        assertThat(printer.dropped()).isEqualTo(10);
        assertThat(printer.name()).isEqualTo("console");
        released.countDown();
        printer.stop();
        assertThat(printer.isRunning()).isFalse();
    }

    private void print(PrintMode mode, ReceivedEvent... events) {
        EventPrinter printer = new EventPrinter(mode, new PrintStream(printed, false, StandardCharsets.UTF_8));
        printer.start();
        for (ReceivedEvent event : events) {
            printer.received(event);
        }
        printer.stop();
        printer.stop();
        assertThat(printer.dropped()).isZero();
    }

    private String printed() {
        return printed.toString(StandardCharsets.UTF_8);
    }
}
