package io.millrace.producer.generator;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One position of a cell in the catalog.
 *
 * @param events keys of the events it may hold; none where it is filled with whatever is frequent on the host
 * @param optional whether it is held as often as the events were measured, and filled otherwise
 * @param place where it is logged
 */
record StepDefinition(List<String> events, boolean optional, Place place) {
    private static final Pattern SYNTAX = Pattern.compile("(\\*|[^\\s*]+)(?: @(\\w+))?");
    private static final String FILL = "*";

    StepDefinition {
        events = List.copyOf(events);
    }

    /** Reads {@code key}, {@code key?}, {@code key?|key?} or {@code *}, each with {@code  @place} behind it or without. */
    static StepDefinition parse(String text) {
        Matcher matcher = SYNTAX.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("A step is '<event>[?][|<event>?][ @<place>]' or '*', not: " + text);
        }
        Place place = matcher.group(2) == null ? Place.HERE : Place.named(matcher.group(2));
        String what = matcher.group(1);
        if (what.equals(FILL)) {
            return new StepDefinition(List.of(), true, place);
        }
        List<String> names = Arrays.asList(what.split("\\|", -1));
        boolean optional = names.stream().allMatch(name -> name.endsWith("?"));
        if (!optional && names.size() > 1) {
            throw new IllegalArgumentException("Alternatives end with '?' each: " + text);
        }
        List<String> keys = names.stream()
                .map(name -> optional ? name.substring(0, name.length() - 1) : name)
                .toList();
        return new StepDefinition(keys, optional, place);
    }

    static List<StepDefinition> parse(List<String> texts) {
        if (texts.size() != Episode.CELL_EVENTS) {
            throw new IllegalArgumentException("A cell has " + Episode.CELL_EVENTS + " steps, not " + texts);
        }
        return texts.stream().map(StepDefinition::parse).toList();
    }
}
