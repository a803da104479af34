package io.millrace.submitter.flink;

import io.millrace.submitter.settings.SubmitterProperties;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import org.springframework.web.client.RestClient;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

@Configuration(proxyBeanMethods = false)
class FlinkConfiguration {

    private static final Duration CONNECT = Duration.ofSeconds(3);
    private static final Duration QUICK = Duration.ofSeconds(10);

    private static final Duration PATIENT = Duration.ofMinutes(2);

    @Bean
    FlinkClient flinkClient(SubmitterProperties settings) {
        return client(settings.flinkUrl());
    }

    static FlinkClient client(URI url) {
        HttpClient http = HttpClient.newBuilder()
                .connectTimeout(CONNECT)
                .version(HttpClient.Version.HTTP_1_1)
                .build();
        return new FlinkClient(http(url, requests(http, QUICK)), http(url, requests(http, PATIENT)));
    }

    private static ClientHttpRequestFactory requests(HttpClient http, Duration timeout) {
        var requests = new JdkClientHttpRequestFactory(http);
        requests.setReadTimeout(timeout);
        return requests;
    }

    static FlinkHttp http(URI url, ClientHttpRequestFactory requests) {
        // Flink adds fields in every version; the defaults of the service itself would refuse them.
        JsonMapper mapper = JsonMapper.builder()
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .build();
        RestClient rest = RestClient.builder()
                .baseUrl(url)
                .requestFactory(requests)
                .configureMessageConverters(converters ->
                        converters.registerDefaults().withJsonConverter(new JacksonJsonHttpMessageConverter(mapper)))
                .build();
        return new FlinkHttp(url, rest);
    }
}
