package io.millrace.producer.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class CatalogTests {

    @Test
    void refusesANameThatIsNeitherFactNorSlot() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Template.of("Logon ID: ${session.idd}"))
                .withMessageStartingWith("The catalog knows no fact or slot 'session.idd', only [");
    }

    @Test
    void refusesFactsThatStandForEachOther() {
        Template.Builder builder = new Template.Builder(Map.of("a", "${b}", "b", "${a}"));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.pattern("${a}"))
                .withMessageStartingWith("An unclosed or endless ${...} in: ");
    }

    @Test
    void refusesAStepThatIsNotWrittenAsOne() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StepDefinition.parse("security-4624 client"))
                .withMessage("A step is '<event>[?][|<event>?][ @<place>]' or '*', not: security-4624 client");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StepDefinition.parse("security-4624|security-4625"))
                .withMessage("Alternatives end with '?' each: security-4624|security-4625");
    }

    @Test
    void refusesADrawThatItDoesNotKnow() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Template.of("${event.word(3)}"))
                .withMessage("There is no 'word', only any, number, hex, upperHex and guid");
    }

    @Test
    void drawsFromNestedChoicesAndLeavesOtherBracketsAlone() {
        Template template = Template.of("{a} ${event.any({b}|${cell.any((c|d)|(c|d))})}");

        assertThat(LongStream.range(0, 50).mapToObj(index -> text(template)).distinct())
                .hasSize(1)
                .first()
                .asString()
                .isIn("{a} {b}", "{a} (c|d)");
    }

    private static String text(Template template) {
        LineBuffer out = new LineBuffer(100);
        template.append(new Scene(new Company(Catalog.load().company())), out);
        return new String(out.toByteArray(), StandardCharsets.UTF_8);
    }

    @Test
    void describesAllKindsOfEventWithAWayToOccur() {
        Catalog catalog = Catalog.load();
        Set<String> seen = new HashSet<>(catalog.cells().reserved());
        for (String profile : catalog.profiles().profiles().keySet()) {
            ScriptCompiler.fits(catalog, profile)
                    .values()
                    .forEach(fit -> seen.addAll(fit.alone().keySet()));
        }
        catalog.cells().cells().forEach(cell -> cell.parsedSteps().forEach(step -> seen.addAll(step.events())));
        catalog.presences().presences().forEach(presence -> {
            presence.parsedOpening().forEach(step -> seen.addAll(step.events()));
            presence.parsedClosing().forEach(step -> seen.addAll(step.events()));
        });

        assertThat(seen).containsExactlyInAnyOrderElementsOf(catalog.events().keySet());
        assertThat(catalog.events().values().stream()
                        .map(event -> event.channel() + "/" + event.provider() + "/" + event.id())
                        .distinct())
                .hasSize(183);
    }
}
