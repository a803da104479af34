package io.millrace.stream.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
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

    /** Of more names than there are places for: no line loses one it has, whatever the others were. */
    @Property(tries = 200)
    void keepsEveryNameOfTheLine(@ForAll @Size(min = 1, max = 300) List<@IntRange(max = 20_000) Integer> line) {
        names.startLine();
        Set<String> texts = new HashSet<>();
        Set<Integer> places = new HashSet<>();
        for (int number : line) {
            String name = "n" + number;
            int place = ofLine(name + "\":");
            if (place == FieldNames.UNSURE) {
                // it came twice, or all its places are taken by others of the line
                continue;
            }
            assertThat(texts.add(name)).as(name + " is new").isTrue();
            assertThat(places.add(place)).as("its place is its own").isTrue();
        }
        assertThat(places).extracting(names::text).containsExactlyInAnyOrderElementsOf(texts);
    }
}
