package io.millrace.service.problem;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.converter.HttpMessageNotReadableException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.InvalidTypeIdException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.exc.ValueInstantiationException;

/** Says what is wrong with a JSON request body in the words of the request, not in those of Java. */
final class UnreadableBody {

    private UnreadableBody() {}

    static ProblemDetail explain(HttpMessageNotReadableException failure) {
        Throwable cause = failure.getCause();
        if (cause instanceof UnrecognizedPropertyException unknown) {
            return problem("unknown-property", unknownProperty(unknown), path(unknown));
        }
        if (cause instanceof ValueInstantiationException refused) {
            Throwable reason = refused.getCause();
            String words = reason == null || reason.getMessage() == null ? "is not valid" : reason.getMessage();
            return problem("bad-value", subject(refused) + ": " + words, path(refused));
        }
        if (cause instanceof InvalidTypeIdException kind) {
            return problem("bad-value", unknownKind(kind), path(kind));
        }
        if (cause instanceof MismatchedInputException mismatch) {
            return problem("bad-value", mismatch(mismatch), path(mismatch));
        }
        if (cause instanceof InputCoercionException beyond) {
            return problem(
                    "bad-value", subject(beyond) + " must be " + expected(beyond.getTargetType()) + ".", path(beyond));
        }
        if (cause instanceof StreamReadException malformed) {
            return problem("malformed-json", malformed(malformed), "");
        }
        if (cause instanceof StreamConstraintsException beyond) {
            return problem(HttpStatus.CONTENT_TOO_LARGE, "body-too-large", tooLarge(beyond), "");
        }
        return problem("unreadable-body", "The request body is missing or cannot be read.", "");
    }

    private static ProblemDetail problem(String code, String detail, String field) {
        return problem(HttpStatus.BAD_REQUEST, code, detail, field);
    }

    private static ProblemDetail problem(HttpStatus status, String code, String detail, String field) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setProperty(ProblemCodes.MEMBER, code);
        if (!field.isEmpty()) {
            problem.setProperty("field", field);
        }
        return problem;
    }

    private static String unknownProperty(UnrecognizedPropertyException unknown) {
        Collection<Object> known = unknown.getKnownPropertyIds();
        String names = known == null
                ? ""
                : known.stream().map(String::valueOf).sorted().collect(Collectors.joining(", "));
        return "'" + path(unknown) + "' is not a known property; known here: " + names + ".";
    }

    /** Of an object that may have several shapes: which ones there are. */
    private static String unknownKind(InvalidTypeIdException kind) {
        Class<?> shapes = kind.getBaseType().getRawClass();
        JsonTypeInfo member = shapes.getAnnotation(JsonTypeInfo.class);
        JsonSubTypes known = shapes.getAnnotation(JsonSubTypes.class);
        if (member == null || known == null) {
            return mismatch(kind);
        }
        String names = Arrays.stream(known.value())
                .map(type -> type.value().getAnnotation(JsonTypeName.class))
                .filter(Objects::nonNull)
                .map(JsonTypeName::value)
                .collect(Collectors.joining(", "));
        String given = kind.getTypeId() == null ? "" : ", not '" + kind.getTypeId() + "'";
        String place = path(kind).isEmpty() ? "" : path(kind) + ".";
        return "'" + place + member.property() + "' must be one of " + names + given + ".";
    }

    private static String mismatch(MismatchedInputException mismatch) {
        String given = mismatch instanceof InvalidFormatException format ? ", not '" + format.getValue() + "'" : "";
        return subject(mismatch) + " must be " + expected(mismatch.getTargetType()) + given + ".";
    }

    private static String malformed(StreamReadException malformed) {
        var location = malformed.getLocation();
        String place =
                location == null ? "" : " at line " + location.getLineNr() + ", column " + location.getColumnNr();
        return "The request body is not JSON" + place + ": " + malformed.getOriginalMessage();
    }

    /** Which limit it is beyond, without the name of Jackson's setting for it. */
    private static String tooLarge(StreamConstraintsException beyond) {
        String limit = beyond.getOriginalMessage().replaceFirst(", from `[^`]*`", "");
        return "The request body is larger or deeper than is taken: " + limit + ". Send less.";
    }

    private static String expected(Class<?> type) {
        if (type == null) {
            return "another value";
        }
        if (type.isEnum()) {
            return "one of "
                    + Arrays.stream(type.getEnumConstants())
                            .map(String::valueOf)
                            .collect(Collectors.joining(", "));
        }
        if (Duration.class.equals(type)) {
            return "an ISO 8601 duration such as PT30S";
        }
        if (Boolean.class.equals(type) || boolean.class.equals(type)) {
            return "true or false";
        }
        return expectedShape(type);
    }

    private static String expectedShape(Class<?> type) {
        if (Number.class.isAssignableFrom(type) || type.isPrimitive()) {
            return "a number in the range of its kind";
        }
        if (Collection.class.isAssignableFrom(type) || type.isArray()) {
            return "an array";
        }
        if (type.isRecord() || Map.class.isAssignableFrom(type)) {
            return "an object";
        }
        return CharSequence.class.isAssignableFrom(type) ? "text" : "a " + type.getSimpleName();
    }

    private static String subject(JacksonException failure) {
        String field = path(failure);
        return field.isEmpty() ? "The request body" : "'" + field + "'";
    }

    private static String path(JacksonException failure) {
        StringBuilder path = new StringBuilder();
        for (JacksonException.Reference step : failure.getPath()) {
            if (step.getPropertyName() == null) {
                path.append('[').append(step.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(step.getPropertyName());
            }
        }
        return path.toString();
    }
}
