package io.millrace.stream.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class FieldNamesTests {
    private final FieldNames names = new FieldNames();

    private int ofLine(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return names.ofLine(bytes, 0, bytes.length);
    }

    private int ofObject(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return names.ofObject(bytes, 0, bytes.length);
    }

    @Test
    void findsTheNameUpToTheColon() {
        names.startLine();
        int place = ofLine("level\":\"Error\"");
        assertThat(names.text(place)).isEqualTo("level");
        assertThat(names.length(place)).isEqualTo("level\":".length());
    }

    @Test
    void tellsANameFromOneThatBeginsAlike() {
        for (String name : List.of("user", "userId", "user", "userI", "userId")) {
            names.startLine();
            assertThat(names.text(ofLine(name + "\":1"))).isEqualTo(name);
        }
    }

    @Test
    void takesANameOnceInEachObject() {
        names.startLine();
        assertThat(ofLine("a\":")).isNotEqualTo(FieldNames.UNSURE);
        names.startObject();
        assertThat(ofObject("a\":")).isNotEqualTo(FieldNames.UNSURE);
        assertThat(ofObject("a\":")).isEqualTo(FieldNames.UNSURE);
        names.startObject();
        assertThat(ofObject("a\":")).isNotEqualTo(FieldNames.UNSURE);
        assertThat(ofLine("a\":")).isEqualTo(FieldNames.UNSURE);
        names.startLine();
        assertThat(ofLine("a\":")).isNotEqualTo(FieldNames.UNSURE);
    }

    @Test
    void leavesRareNamesToAParser() {
        for (String rare : List.of("a", "a\"", "a\" :", "a\\n\":", "ö\":", "a\u0001\":", "x".repeat(200) + "\":")) {
            names.startLine();
            assertThat(ofLine(rare)).as(rare).isEqualTo(FieldNames.UNSURE);
        }
    }

    /** Of more names than there is room for: no line loses one it has, whatever the others were. */
    @Property(tries = 20)
    void keepsEveryNameOfTheLine(@ForAll Random random) {
        for (int line = 0; line < 100; line++) {
            names.startLine();
            Map<Integer, String> found = new HashMap<>();
            int fields = random.nextInt(300);
            for (int field = 0; field < fields; field++) {
                String name = "n" + random.nextInt(20_000);
                int place = ofLine(name + "\":");
                assertThat(found.containsValue(name) && place != FieldNames.UNSURE)
                        .as(name + " a second time")
                        .isFalse();
                if (place != FieldNames.UNSURE) {
                    assertThat(found.put(place, name)).isNull();
                }
            }
            found.forEach((place, name) -> assertThat(names.text(place)).isEqualTo(name));
        }
    }

    /** "Aa" and "BB" have the same hash, and so have all texts made of them. */
    @Test
    void searchesNoLongerForNamesThatShareTheirHash() {
        names.startLine();
        int kept = 0;
        for (int number = 0; number < 1_000; number++) {
            String name = String.format("%10s", Integer.toBinaryString(number))
                    .replace(' ', '0')
                    .replace("0", "Aa")
                    .replace("1", "BB");
            kept += ofLine(name + "\":") == FieldNames.UNSURE ? 0 : 1;
        }

        assertThat(kept).isBetween(10, 20);
    }

    @Test
    void hasRoomAgainInTheNextLine() {
        names.startLine();
        int kept = 0;
        while (ofLine("field number " + kept + " of a line that has no end\":") != FieldNames.UNSURE) {
            kept++;
        }
        assertThat(kept).isBetween(1_000, 10_000);

        names.startLine();

        assertThat(names.text(ofLine("another\":"))).isEqualTo("another");
    }
}
