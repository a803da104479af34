package io.millrace.producer.generator;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Text with slots, compiled to byte segments: what is the same in every event is escaped only once. */
final class Template implements Slot {
    private final byte[] text;
    private final int length;
    private final int[] segmentEnds;
    private final Slot[] slots;

    /** For each slot the first one that gives the same value, itself where it is the first. */
    private final int[] firsts;

    private Template(Builder builder) {
        length = builder.text.length();
        text = LineBuffer.padded(builder.text.toByteArray());
        segmentEnds = builder.segmentEnds.stream().mapToInt(Integer::intValue).toArray();
        slots = builder.slots.toArray(Slot[]::new);
        firsts = builder.names.stream().mapToInt(builder.names::indexOf).toArray();
    }

    /**
     * Appends a whole line. Most values stand in it twice, in the message and in the data: the second time they are copied
     * from where they are already.
     */
    void appendLine(Scene scene, LineBuffer out) {
        int[] begins = scene.begins(slots.length);
        int[] ends = scene.ends();
        int start = 0;
        for (int index = 0; index < slots.length; index++) {
            int end = segmentEnds[index];
            out.append(text, start, end - start);
            int first = firsts[index];
            if (first == index) {
                begins[index] = out.length();
                slots[index].append(scene, out);
                ends[index] = out.length();
            } else {
                out.repeat(begins[first], ends[first]);
            }
            start = end;
        }
        out.append(text, start, length - start);
    }

    @Override
    public void append(Scene scene, LineBuffer out) {
        int start = 0;
        for (int index = 0; index < slots.length; index++) {
            int end = segmentEnds[index];
            out.append(text, start, end - start);
            slots[index].append(scene, out);
            start = end;
        }
        out.append(text, start, length - start);
    }

    /** Whether it has no slots. */
    boolean isConstant() {
        return slots.length == 0;
    }

    /** Appends what stands around the slots. */
    void appendText(LineBuffer out) {
        out.append(text, 0, length);
    }

    /** Compiles one pattern that needs no facts. */
    static Template of(String pattern) {
        return new Builder(Map.of()).pattern(pattern).build();
    }

    /** Puts a template together from pieces of JSON and from patterns: text with {@code ${name}} in it. */
    static final class Builder {
        private static final String SLOT_START = "${";
        private static final int DEEPEST_FACT = 10;

        private final Map<String, String> facts;
        private final LineBuffer text = new LineBuffer(1024);
        private final List<Integer> segmentEnds = new ArrayList<>();
        private final List<Slot> slots = new ArrayList<>();
        private final List<String> names = new ArrayList<>();
        private final Map<String, String> used = new HashMap<>();

        /** @param facts names that stand for a pattern of their own; all other names are those of {@link Slots} */
        Builder(Map<String, String> facts) {
            this.facts = facts;
        }

        /** Appends JSON syntax as it is. */
        Builder json(String syntax) {
            text.appendAscii(syntax.getBytes(StandardCharsets.UTF_8));
            return this;
        }

        /**
         * Appends the content of a JSON string, given as a pattern.
         *
         * @throws IllegalArgumentException where a name is neither a fact nor a slot
         */
        Builder pattern(String pattern) {
            compile(pattern, 0);
            return this;
        }

        /** What the names stand for that are no slots. */
        Map<String, String> facts() {
            return facts;
        }

        /** The facts that were needed so far: with the same ones the same template comes out. */
        Map<String, String> used() {
            return used;
        }

        Template build() {
            return new Template(this);
        }

        private void compile(String pattern, int depth) {
            int start = 0;
            int open = pattern.indexOf(SLOT_START);
            while (open >= 0) {
                int close = close(pattern, open + SLOT_START.length());
                if (close < 0 || depth > DEEPEST_FACT) {
                    throw new IllegalArgumentException("An unclosed or endless ${...} in: " + pattern);
                }
                text.appendString(pattern.substring(start, open));
                name(pattern.substring(open + SLOT_START.length(), close), depth);
                start = close + 1;
                open = pattern.indexOf(SLOT_START, start);
            }
            text.appendString(pattern.substring(start));
        }

        private void name(String name, int depth) {
            String fact = facts.get(name);
            if (fact != null) {
                used.put(name, fact);
                compile(fact, depth + 1);
                return;
            }
            segmentEnds.add(text.length());
            names.add(name);
            slots.add(Draw.isOne(name) ? Draw.compile(name, choice -> choice(choice, depth)) : Slots.find(name));
        }

        private Template choice(String pattern, int depth) {
            Builder builder = new Builder(facts);
            builder.compile(pattern, depth + 1);
            used.putAll(builder.used);
            return builder.build();
        }

        /** The closing bracket that belongs to a slot, or -1. */
        private static int close(String pattern, int start) {
            int depth = 1;
            for (int index = start; index < pattern.length(); index++) {
                if (pattern.charAt(index) == '{') {
                    depth++;
                } else if (pattern.charAt(index) == '}' && --depth == 0) {
                    return index;
                }
            }
            return -1;
        }
    }
}
