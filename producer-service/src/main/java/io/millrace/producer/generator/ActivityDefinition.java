package io.millrace.producer.generator;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Events that belong together, in {@code catalog/activities.json}.
 *
 * @param name for error messages and tests
 * @param weight how often it is drawn, relative to the other activities
 * @param account kind of the account that acts
 * @param logon the facts that hold in it, by name
 * @param programs kind of the programs it runs
 * @param steps its events, see {@link StepDefinition#parse}
 */
record ActivityDefinition(String name, int weight, String account, String logon, String programs, List<String> steps) {

    /**
     * {@code catalog/activities.json} as a whole.
     *
     * @param facts patterns by name that hold everywhere
     * @param logons what the kinds of logon say otherwise, or say more
     * @param opening the activity, one without a logon, of which the stream's first events are the end
     * @param activities all that happens
     */
    record Document(
            Map<String, String> facts,
            Map<String, Map<String, String>> logons,
            String opening,
            List<ActivityDefinition> activities) {}

    /**
     * One event of an activity.
     *
     * @param events names of the kinds of event it may be, equally likely
     * @param place the host that logs it
     * @param ordinal which of the activity's processes, services and destinations it is about
     */
    record StepDefinition(List<String> events, Place place, int ordinal) {
        private static final Pattern SYNTAX = Pattern.compile("(\\S+) @(\\w+)(?: #(\\d))?");

        /** Reads {@code event|event @place #ordinal}; without an ordinal it is 0. */
        static StepDefinition parse(String text) {
            Matcher matcher = SYNTAX.matcher(text);
            if (!matcher.matches()) {
                throw new IllegalArgumentException("A step is '<event>[|<event>] @<place> [#<ordinal>]', not: " + text);
            }
            String ordinal = matcher.group(3);
            return new StepDefinition(
                    Arrays.asList(matcher.group(1).split("\\|", -1)),
                    Place.named(matcher.group(2)),
                    ordinal == null ? 0 : Integer.parseInt(ordinal));
        }
    }
}
