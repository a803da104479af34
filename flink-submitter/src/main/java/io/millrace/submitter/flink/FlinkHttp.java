package io.millrace.submitter.flink;

import io.millrace.submitter.flink.FlinkCalls.Errors;
import java.net.URI;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;
import org.springframework.web.client.RestClientResponseException;
import org.springframework.web.util.UriComponentsBuilder;

/** Asks Flink over HTTP, and turns what is no good answer into one of the two exceptions of this package. */
final class FlinkHttp {

    private final URI url;
    private final RestClient rest;

    FlinkHttp(URI url, RestClient rest) {
        this.url = url;
        this.rest = rest;
    }

    URI url() {
        return url;
    }

    Call get(String path, Object... variables) {
        return call(HttpMethod.GET, path, variables);
    }

    Call post(String path, Object... variables) {
        return call(HttpMethod.POST, path, variables);
    }

    Call put(String path, Object... variables) {
        return call(HttpMethod.PUT, path, variables);
    }

    Call patch(String path, Object... variables) {
        return call(HttpMethod.PATCH, path, variables);
    }

    Call delete(String path, Object... variables) {
        return call(HttpMethod.DELETE, path, variables);
    }

    private Call call(HttpMethod method, String path, Object... variables) {
        String name = method + " "
                + UriComponentsBuilder.fromUriString(path)
                        .buildAndExpand(variables)
                        .getPath();
        return new Call(name, rest.method(method).uri(path, variables));
    }

    /** A request on its way. */
    final class Call {

        private final String name;
        private final RestClient.RequestBodySpec request;

        private Call(String name, RestClient.RequestBodySpec request) {
            this.name = name;
            this.request = request;
        }

        Call json(Object body) {
            return body(MediaType.APPLICATION_JSON, body);
        }

        Call body(MediaType type, Object body) {
            request.contentType(type).body(body);
            return this;
        }

        <T> T read(Class<T> type) {
            return answered(() -> request.retrieve().body(type));
        }

        /** Empty when Flink answers 404. */
        <T> Optional<T> find(Class<T> type) {
            try {
                return Optional.of(read(type));
            } catch (FlinkRefusedException refused) {
                if (refused.status() == HttpStatus.NOT_FOUND.value()) {
                    return Optional.empty();
                }
                throw refused;
            }
        }

        /** Sends it; a good answer says nothing more. */
        void send() {
            answered(() -> request.retrieve().toBodilessEntity());
        }

        private <T> T answered(Supplier<@Nullable T> exchange) {
            try {
                T answer = exchange.get();
                if (answer == null) {
                    throw new FlinkUnreachableException(
                            name + " at " + url + " was answered without a body", new IllegalStateException(name));
                }
                return answer;
            } catch (RestClientResponseException refused) {
                throw new FlinkRefusedException(name, refused.getStatusCode().value(), words(refused));
            } catch (ResourceAccessException unreachable) {
                Throwable cause = unreachable.getCause() == null ? unreachable : unreachable.getCause();
                throw new FlinkUnreachableException(
                        "Flink at " + url + " gives no answer to " + name + ": " + cause, unreachable);
            } catch (RestClientException unreadable) {
                String reason = String.valueOf(
                        NestedExceptionUtils.getMostSpecificCause(unreadable).getMessage());
                throw new FlinkUnreachableException(
                        name + " at " + url + " was not answered as Flink does: "
                                + reason.lines().findFirst().orElse(reason),
                        unreadable);
            }
        }
    }

    private static String words(RestClientResponseException refused) {
        try {
            Errors errors = refused.getResponseBodyAs(Errors.class);
            if (errors != null && !errors.errors().isEmpty()) {
                return errors.errors().get(errors.errors().size() - 1);
            }
        } catch (RestClientException notFlinks) {
            // A proxy's page or an older Flink: its own words are the next best thing.
            return refused.getResponseBodyAsString();
        }
        return refused.getResponseBodyAsString();
    }
}
