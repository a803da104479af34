package io.millrace.submitter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.springframework.http.HttpMethod;
import org.springframework.http.ResponseEntity;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The committed interface: every answer a test gets has to be one that stands there. */
public final class Contract {

    private static final JsonMapper JSON = new JsonMapper();
    private static final JsonNode API = read();

    private Contract() {}

    /** Fails when the status, a header, the type or a member of the body is not what the interface says. */
    public static void check(HttpMethod method, String path, ResponseEntity<String> answer) {
        Optional<JsonNode> operation = operation(method, path.replaceFirst("[?].*", ""));
        if (operation.isEmpty()) {
            return;
        }
        String what = method + " " + path + " answered " + answer.getStatusCode() + " " + answer.getBody();
        JsonNode responses = operation.get().get("responses");
        int status = answer.getStatusCode().value();
        String key = String.valueOf(status);
        JsonNode response =
                resolve(status >= 400 && !responses.has(key) ? responses.get("default") : responses.path(key));
        assertThat(response.isMissingNode()).as("undocumented: " + what).isFalse();
        response.path("headers")
                .propertyNames()
                .forEach(header -> assertThat(answer.getHeaders().containsHeader(header))
                        .as(header + " is missing: " + what)
                        .isTrue());
        if (answer.getBody() != null) {
            String type = String.valueOf(answer.getHeaders().getContentType());
            JsonNode schema = response.at("/content/" + type.replace("/", "~1") + "/schema");
            assertThat(fits(schema, JSON.readTree(answer.getBody())))
                    .as("not as documented: " + what)
                    .isTrue();
        }
    }

    private static Optional<JsonNode> operation(HttpMethod method, String path) {
        return API.get("paths")
                .propertyStream()
                .filter(template -> path.matches(template.getKey().replaceAll("[{][^}]*[}]", "[^/]+")))
                .map(template -> template.getValue().path(method.name().toLowerCase(Locale.ROOT)))
                .filter(JsonNode::isObject)
                .findFirst();
    }

    private static boolean fits(JsonNode referring, JsonNode value) {
        JsonNode schema = resolve(referring);
        if (schema.has("oneOf")) {
            return schema.get("oneOf").valueStream().anyMatch(one -> fits(one, value));
        }
        return switch (schema.path("type").asString("")) {
            case "object" -> value.isObject() && membersFit(schema, value);
            case "array" -> value.isArray() && value.valueStream().allMatch(item -> fits(schema.get("items"), item));
            case "string" ->
                value.isString()
                        && (!schema.has("enum")
                                || schema.get("enum").valueStream().anyMatch(value::equals));
            case "integer" -> value.isIntegralNumber();
            case "number" -> value.isNumber();
            case "boolean" -> value.isBoolean();
            default -> false;
        };
    }

    private static boolean membersFit(JsonNode schema, JsonNode value) {
        JsonNode others = schema.path("additionalProperties");
        return value.propertyStream()
                        .allMatch(member -> fits(
                                schema.path("properties").has(member.getKey())
                                        ? schema.get("properties").get(member.getKey())
                                        : others,
                                member.getValue()))
                && schema.path("required").valueStream().allMatch(name -> value.has(name.asString()));
    }

    private static JsonNode resolve(JsonNode node) {
        return node.has("$ref") ? API.at(node.get("$ref").asString().substring(1)) : node;
    }

    private static JsonNode read() {
        try (InputStream api = Contract.class.getResourceAsStream("openapi.json")) {
            return JSON.readTree(Objects.requireNonNull(api, "no openapi.json beside the classes of the tests"));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
