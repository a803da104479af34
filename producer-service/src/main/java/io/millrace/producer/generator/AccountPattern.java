package io.millrace.producer.generator;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The account of an event, for formats that write the domain and the name apart.
 *
 * @param domain null where the pattern does not show where the domain ends
 * @param name without the domain; with it where that is null
 * @param whole {@code DOMAIN\name}
 */
record AccountPattern(@Nullable String domain, String name, String whole) {
    private static final String NAME_START = "${";
    private static final int MOST_FACTS = 100;

    /** Takes apart the pattern of an account, or gives null for none. */
    static @Nullable AccountPattern of(@Nullable String user, Map<String, String> facts) {
        if (user == null) {
            return null;
        }
        String written = withoutFacts(user, facts);
        int end = endOfDomain(written);
        return end <= 0
                ? new AccountPattern(null, user, user)
                : new AccountPattern(written.substring(0, end), written.substring(end + 1), user);
    }

    /** The place of the first backslash that is not within a slot, where the domain may be one or another; -1 for none. */
    private static int endOfDomain(String written) {
        int depth = 0;
        for (int at = 0; at < written.length(); at++) {
            if (written.startsWith(NAME_START, at)) {
                depth++;
            } else if (written.charAt(at) == '}' && depth > 0) {
                depth--;
            } else if (written.charAt(at) == '\\' && depth == 0) {
                return at;
            }
        }
        return -1;
    }

    /** The pattern with slots only. */
    private static String withoutFacts(String pattern, Map<String, String> facts) {
        String text = pattern;
        int open = text.indexOf(NAME_START);
        for (int count = 0; open >= 0 && count < MOST_FACTS; count++) {
            int close = text.indexOf('}', open);
            String fact = close < 0 ? null : facts.get(text.substring(open + NAME_START.length(), close));
            if (fact == null) {
                open = text.indexOf(NAME_START, open + 1);
            } else {
                text = text.substring(0, open) + fact + text.substring(close + 1);
                open = text.indexOf(NAME_START, open);
            }
        }
        return text;
    }
}
