package io.millrace.stream.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class EventWriterTests {

    private final EventWriter writer = new EventWriter();

    @Test
    void writesTheComponentsInTheirOrder() throws Exception {
        byte[] line = Lines.CANONICAL.getBytes(StandardCharsets.UTF_8);
        String written = "1234567Z".replace("Z", "00Z");

        assertThat(text(new EventParser().parse(line, 0, line.length)))
                .isEqualTo(Lines.CANONICAL.replace("1234567Z", written));
    }

    @Test
    void writesWhatDataBindingWrites() throws Exception {
        for (String line : Lines.ALL) {
            byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
            WindowsEvent event = new EventParser().parse(bytes, 0, bytes.length);
            assertThat(text(event)).isEqualTo(JsonMapper.shared().writeValueAsString(event));
        }
    }

    @Test
    void leavesOutWhatIsAbsentOrEmpty() {
        assertThat(text(withMessage(""))).isEqualTo("{}");
    }

    @Test
    void escapesHalfASurrogatePair() throws Exception {
        WindowsEvent event = withMessage("\u00e4 \udc00 x \ud800");

        assertThat(text(event)).isEqualTo("{\"message\":\"\u00e4 \\uDC00 x \\uD800\"}");
        byte[] line = writer.write(event);
        assertThat(new EventParser().parse(line, 0, line.length)).isEqualTo(event);
    }

    private String text(WindowsEvent event) {
        return new String(writer.write(event), StandardCharsets.UTF_8);
    }

    private static WindowsEvent withMessage(String message) {
        return new WindowsEvent(null, null, null, message, null, null, null, null, null, null, null, Map.of(), null);
    }
}
