package io.millrace.producer.generator;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
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
                .isThrownBy(() -> ActivityDefinition.StepDefinition.parse("security-4624 client"))
                .withMessage("A step is '<event>[|<event>] @<place> [#<ordinal>]', not: security-4624 client");
    }
}
