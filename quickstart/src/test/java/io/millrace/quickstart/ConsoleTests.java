package io.millrace.quickstart;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;

class ConsoleTests {

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();

    @Test
    void replacesTheLiveLineOnATerminal() {
        Console console = console(true);
        console.live("1/s");
        console.live("2/s");
        console.print("done");
        assertThat(written.toString(UTF_8))
                .isEqualTo("\r\u001b[K1/s\r\u001b[K2/s\r\u001b[Kdone" + System.lineSeparator());
    }

    @Test
    void printsEveryTenthLiveLineElsewhere() {
        Console console = console(false);
        for (int second = 1; second <= 25; second++) {
            console.live(second + "/s");
        }
        assertThat(written.toString(UTF_8).lines()).containsExactly("10/s", "20/s");
    }

    private Console console(boolean terminal) {
        return new Console(new PrintStream(written, true, UTF_8), terminal);
    }
}
