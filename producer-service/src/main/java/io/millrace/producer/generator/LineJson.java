package io.millrace.producer.generator;

import java.util.List;
import java.util.Map;

/** JSON objects put into a template, with the commas where they belong. Names and values are patterns. */
final class LineJson {
    private final Template.Builder line;
    private boolean first = true;

    LineJson(Template.Builder line) {
        this.line = line;
    }

    /** Begins the line's object. */
    LineJson open() {
        line.json("{");
        first = true;
        return this;
    }

    /** Begins an object that is the value of a field. */
    LineJson open(String name) {
        return name(name).open();
    }

    /** Ends the object begun last. */
    LineJson close() {
        line.json("}");
        first = false;
        return this;
    }

    LineJson string(String name, String value) {
        name(name).line.json("\"").pattern(value).json("\"");
        return this;
    }

    /** A number, whose digits the pattern gives. */
    LineJson number(String name, String value) {
        name(name).line.pattern(value);
        return this;
    }

    LineJson number(String name, long value) {
        name(name).line.json(Long.toString(value));
        return this;
    }

    LineJson nothing(String name) {
        name(name).line.json("null");
        return this;
    }

    LineJson strings(String name, List<String> values) {
        name(name).line.json("[");
        String separator = "\"";
        for (String value : values) {
            line.json(separator).pattern(value).json("\"");
            separator = ",\"";
        }
        line.json("]");
        return this;
    }

    /** An object of strings. */
    LineJson strings(String name, Map<String, String> values) {
        open(name);
        values.forEach(this::string);
        return close();
    }

    private LineJson name(String name) {
        line.json(first ? "\"" : ",\"").pattern(name).json("\":");
        first = false;
        return this;
    }
}
