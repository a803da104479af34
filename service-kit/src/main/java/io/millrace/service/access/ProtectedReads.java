package io.millrace.service.access;

import java.util.List;

/**
 * Declared as a bean: the reads (GET, HEAD) that show data and so need the token when one is set.
 *
 * @param patterns Spring path patterns, e.g. {@code /jobs/**}, which includes {@code /jobs}
 */
public record ProtectedReads(List<String> patterns) {
    public ProtectedReads {
        patterns = List.copyOf(patterns);
    }

    public static ProtectedReads of(String... patterns) {
        return new ProtectedReads(List.of(patterns));
    }
}
