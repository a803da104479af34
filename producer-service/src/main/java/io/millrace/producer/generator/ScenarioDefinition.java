package io.millrace.producer.generator;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A scripted attack, in {@code catalog/scenarios.json}: an opening, as many attempts as asked for, and a closing.
 *
 * @param name to ask for it by
 * @param description what happens in it
 * @param target what its target is, for people
 * @param size what its size counts, for people
 * @param targetKind {@code account}, or the role of the host that the target is
 * @param account kind of the account that acts, {@code owner} for the user of the host attacked
 * @param role of the hosts it happens on
 * @param each what an attempt has of its own
 * @param logon kind of the logon session that its events belong to
 * @param defaults what is done when nothing else is asked for
 * @param opening its first events, see {@link StepText}
 * @param attempt what is repeated
 * @param closing its last events
 * @param facts patterns that hold in all of it
 * @param sets patterns that hold in the events that name the set
 */
record ScenarioDefinition(
        String name,
        String description,
        String target,
        String size,
        String targetKind,
        String account,
        String role,
        Each each,
        String logon,
        Defaults defaults,
        List<String> opening,
        List<String> attempt,
        List<String> closing,
        Map<String, String> facts,
        Map<String, Map<String, String>> sets) {
    /** The kind of a target that is an account. */
    static final String ACCOUNT = "account";

    /** What an attempt has of its own. */
    enum Each {
        /** Another account that acts. */
        ACCOUNT,
        /** Another host that it happens on. */
        HOST,
        /** Another service account that it is about. */
        SERVICE,
        /** Another object, on the hosts in turn. */
        OBJECT
    }

    /** See {@link io.millrace.producer.scenario.ScenarioPlan}. */
    record Defaults(String target, double pace, int size, int hosts) {}

    /**
     * One event of a scenario.
     *
     * @param event its key
     * @param place where it is logged
     * @param set name of the patterns that hold in it, if any
     */
    record StepText(String event, Place place, @Nullable String set) {
        private static final Pattern SYNTAX = Pattern.compile("(\\S+)(?: @(\\w+))?(?: \\+(\\w+))?");

        /** Reads {@code key}, with {@code  @place} and {@code  +set} behind it or without. */
        static StepText parse(String text) {
            Matcher matcher = SYNTAX.matcher(text);
            if (!matcher.matches()) {
                throw new IllegalArgumentException("A scenario's step is '<event>[ @<place>][ +<set>]', not: " + text);
            }
            Place place = matcher.group(2) == null ? Place.HERE : Place.named(matcher.group(2));
            return new StepText(matcher.group(1), place, matcher.group(3));
        }
    }

    /** The events of a run with so many attempts. */
    long events(int attempts) {
        return opening.size() + (long) attempts * attempt.size() + closing.size();
    }

    /** The attempts of a run. */
    int attempts(int size, int hosts) {
        return each == Each.HOST ? hosts : size;
    }
}
