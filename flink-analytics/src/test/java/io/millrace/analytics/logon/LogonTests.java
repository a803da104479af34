package io.millrace.analytics.logon;

import static io.millrace.analytics.logon.LogonEvents.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.stream.result.KeyText;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogonTests {
    @ParameterizedTest
    @CsvSource({
        "4624, , false",
        "4624, 0xc000006d, false",
        "4625, , true",
        "4625, 0x0, true",
        "4771, 0x18, true",
        "4771, , true",
        "4776, 0xC000006A, true",
        "4776, 0x0, false",
        "4776, 0x00000000, false",
        "4776, 0, false",
        "4776, 0x, true",
    })
    void isWhatEventIdAndStatusSay(int eventId, String status, boolean failed) {
        Map<String, String> data = new HashMap<>(Map.of("TargetUserName", "anna"));
        if (status != null) {
            data.put("Status", status);
        }

        assertThat(Logon.of(event(eventId, "Security", data))).isEqualTo(new Logon("anna", null, failed));
    }

    @ParameterizedTest
    @CsvSource({
        "4634, Security, 0x1",
        "4648, Security, 0x1",
        "4625, Application, 0x1",
        "4771, Security, 0x0",
        "4776, Security, -",
    })
    void isNoneForOtherEventsAndChannelsAndWhereTheStatusDoesNotTell(int eventId, String channel, String status) {
        assertThat(Logon.of(event(eventId, channel, Map.of("TargetUserName", "anna", "Status", status))))
                .isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "CORP, Anna, CORP\\anna",
        "corp.example, anna, CORP\\anna",
        "Corp, ANNA@corp.example, CORP\\anna",
        "-, anna@CORP.EXAMPLE, CORP\\anna",
        "'', Anna, anna",
        "-, CORP\\Anna, CORP\\anna",
        "MicrosoftAccount, Anna@mail.example, MICROSOFTACCOUNT\\anna@mail.example",
        "NT AUTHORITY, SYSTEM, NT AUTHORITY\\system",
        "WS1, ' WS1$ ', WS1\\ws1$",
        "., admin, .\\admin",
        "CORP, @, CORP\\@",
    })
    void spellsEachAccountInOneWay(String domain, String name, String user) {
        Logon logon = Logon.of(event(4625, "security", Map.of("TargetDomainName", domain, "TargetUserName", name)));

        assertThat(logon).isEqualTo(new Logon(user, null, true));
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.1, 10.0.0.1",
        "::ffff:10.0.0.1, 10.0.0.1",
        "::FFFF:10.0.0.1, 10.0.0.1",
        "FE80::1, fe80::1",
        "::1, ::1",
        "LOCAL, local",
        "-, ",
        "'', ",
        "::ffff:, ",
    })
    void spellsEachAddressInOneWay(String text, String address) {
        assertThat(Logon.of(event(4624, "Security", Map.of("IpAddress", text, "TargetUserName", "-"))))
                .isEqualTo(new Logon(null, address, false));
    }

    @Test
    void tellsNeitherUserNorAddressWhereTheEventHasNone() {
        assertThat(Logon.of(event(4625, "Security", Map.of()))).isEqualTo(new Logon(null, null, true));
    }

    @Test
    void takesANameOfBackslashesAsItComes() {
        String name = "\\".repeat(100_000);

        assertThat(Logon.of(event(4625, "Security", Map.of("TargetUserName", name + "A" + "\\" + "Anna"))))
                .isEqualTo(new Logon("A\\anna", null, true));
        assertThat(Logon.of(event(4625, "Security", Map.of("TargetUserName", name))))
                .isEqualTo(new Logon(null, null, true));
    }

    @Test
    void cutsUsersAndAddressesThatAreNone() {
        String endless = "a".repeat(100_000);

        Logon logon = Logon.of(event(4625, "Security", Map.of("TargetUserName", endless, "IpAddress", endless + "1")));

        assertThat(logon).isEqualTo(new Logon(KeyText.of(endless), KeyText.of(endless + "1"), true));
        assertThat(KeyText.of(endless)).hasSizeLessThan(300);
    }
}
