package io.millrace.stream.protocol;

import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** Says to a client what was wrong with its first line, in the words of the protocol instead of those of Java. */
final class SubscriptionErrors {
    private SubscriptionErrors() {}

    static String describe(JacksonException e) {
        List<JacksonException.Reference> path = e.getPath();
        if (e instanceof StreamReadException) {
            return "it is no JSON";
        }
        if (e instanceof UnrecognizedPropertyException unknown) {
            String parent = name(path.subList(0, path.size() - 1));
            return "unknown member \"" + unknown.getPropertyName() + "\"" + (parent.isEmpty() ? "" : " in " + parent);
        }
        if (e.getCause() instanceof IllegalArgumentException refused) {
            return String.valueOf(refused.getMessage());
        }
        return path.isEmpty() ? "it must be one JSON object" : name(path) + " is missing or has the wrong type";
    }

    private static String name(List<JacksonException.Reference> path) {
        return path.stream()
                .map(JacksonException.Reference::getPropertyName)
                .filter(name -> name != null)
                .collect(Collectors.joining("."));
    }
}
