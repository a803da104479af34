package io.millrace.producer.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class FirstLineTests {
    private final FirstLine line = new FirstLine();

    private static ByteBuf bytes(String text) {
        return Unpooled.copiedBuffer(text, StandardCharsets.UTF_8);
    }

    @Test
    void putsALineTogetherAndLeavesWhatComesAfterIt() {
        assertThat(line.isBegun()).isFalse();
        assertThat(line.take(bytes("{\"a\""))).isNull();
        assertThat(line.isBegun()).isTrue();
        ByteBuf rest = bytes(":1}\r\nmore");
        assertThat(line.take(rest)).isEqualTo("{\"a\":1}\r".getBytes(StandardCharsets.UTF_8));
        assertThat(rest.toString(StandardCharsets.UTF_8)).isEqualTo("more");
    }

    @Test
    void takesALineOfTheGreatestLength() {
        String longest = "x".repeat(FirstLine.MAX_BYTES);
        assertThat(line.take(bytes(longest))).isNull();
        assertThat(line.take(bytes("\n"))).hasSize(FirstLine.MAX_BYTES);
        assertThat(line.isTooLong()).isFalse();
    }

    @Test
    void takesNoLongerOne() {
        assertThat(line.take(bytes("x".repeat(FirstLine.MAX_BYTES)))).isNull();
        assertThat(line.take(bytes("x\n"))).isNull();
        assertThat(line.isTooLong()).isTrue();
    }
}
