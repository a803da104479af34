package io.millrace.submitter.flink;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.mock.http.client.MockClientHttpRequest;
import org.springframework.mock.http.client.MockClientHttpResponse;

/** A client of a REST API in this process: the same client, without sockets, so that thousands of ticks take seconds. */
public final class InProcessFlink {

    private InProcessFlink() {}

    /** What answers. */
    @FunctionalInterface
    public interface Rest {

        /**
         * Answers a request.
         *
         * @throws IOException when there is no answer
         */
        Answer answer(String method, String path, String body) throws IOException;
    }

    /** A status and a body of JSON. */
    public record Answer(int status, String body) {}

    /** A client of it. */
    public static FlinkClient client(Rest rest) {
        ClientHttpRequestFactory requests = (uri, method) -> new Request(rest, method, uri);
        FlinkHttp http = FlinkConfiguration.http(URI.create("http://flink.test"), requests);
        return new FlinkClient(http, http);
    }

    private static final class Request extends MockClientHttpRequest {

        private final Rest rest;

        Request(Rest rest, HttpMethod method, URI uri) {
            super(method, uri);
            this.rest = rest;
        }

        @Override
        protected ClientHttpResponse executeInternal() throws IOException {
            Answer answer = rest.answer(getMethod().name(), getURI().getPath(), getBodyAsString());
            var response = new MockClientHttpResponse(
                    answer.body().getBytes(StandardCharsets.UTF_8), HttpStatusCode.valueOf(answer.status()));
            response.getHeaders().setContentType(MediaType.APPLICATION_JSON);
            return response;
        }
    }
}
