package io.millrace.stream.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EventFormatTests {

    @ParameterizedTest
    @EnumSource
    void everyFormatIsFoundByItsText(EventFormat format) {
        assertThat(EventFormat.parse(" " + format.text() + " ")).isEqualTo(format);
    }

    @Test
    void anUnknownFormatIsRefusedWithTheChoices() {
        assertThatThrownBy(() -> EventFormat.parse("syslog"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Unknown event format 'syslog'; choose one of: auto, canonical, nxlog, flat, winlogbeat6,"
                        + " winlogbeat, evtx_dump, sentinel");
    }
}
