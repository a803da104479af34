package io.millrace.stream.protocol;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.type.LogicalType;

/** Writes and reads the lines of the wire protocol that are no events. Thread-safe. */
public final class WireCodec {
    /** The longest line, without its end. */
    public static final int MAX_LINE_BYTES = 1 << 20;

    private static final byte[] CONTROL_PREFIX = "{\"millrace\":".getBytes(StandardCharsets.UTF_8);

    private static final JsonMapper LENIENT = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .build();
    private static final JsonMapper STRICT = LENIENT.rebuild()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .withCoercionConfig(LogicalType.Textual, text -> {
                text.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail);
                text.setCoercion(CoercionInputShape.Float, CoercionAction.Fail);
                text.setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
            })
            .build();

    private WireCodec() {}

    private record FirstLine(Subscription subscribe) {}

    /** Whether a line is a control line, by its first bytes. */
    public static boolean isControl(byte[] buffer, int offset, int length) {
        int prefix = CONTROL_PREFIX.length;
        return length >= prefix && Arrays.equals(buffer, offset, offset + prefix, CONTROL_PREFIX, 0, prefix);
    }

    /** Returns a control line with its line end. */
    public static byte[] encode(ControlLine line) {
        return withLineEnd(LENIENT.writeValueAsBytes(line));
    }

    /** Returns a subscriber's first line with its line end. */
    public static byte[] encode(Subscription subscription) {
        return withLineEnd(LENIENT.writeValueAsBytes(new FirstLine(subscription)));
    }

    /**
     * Reads a control line; members it does not know are ignored.
     *
     * @throws ProtocolException if it is none
     */
    public static ControlLine decodeControl(byte[] buffer, int offset, int length) throws ProtocolException {
        try {
            return LENIENT.readValue(buffer, offset, length, ControlLine.class);
        } catch (JacksonException | IllegalArgumentException e) {
            throw new ProtocolException("not a control line: " + excerpt(buffer, offset, length), e);
        }
    }

    /**
     * Reads a subscriber's first line.
     *
     * @throws ProtocolException if it is none; the message tells the client what was wrong
     */
    public static Subscription decodeSubscription(byte[] buffer, int offset, int length) throws ProtocolException {
        FirstLine line;
        try {
            line = STRICT.readValue(buffer, offset, length, FirstLine.class);
        } catch (JacksonException e) {
            throw new ProtocolException("the first line is no subscription: " + SubscriptionErrors.describe(e), e);
        }
        if (line == null || line.subscribe() == null) {
            throw new ProtocolException("the first line is no subscription: it has no \"subscribe\" member");
        }
        return line.subscribe();
    }

    private static String excerpt(byte[] buffer, int offset, int length) {
        return new String(buffer, offset, Math.min(length, 200), StandardCharsets.UTF_8);
    }

    private static byte[] withLineEnd(byte[] json) {
        byte[] line = Arrays.copyOf(json, json.length + 1);
        line[json.length] = '\n';
        return line;
    }
}
