package io.millrace.service;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import io.millrace.service.access.ProtectedReads;
import io.millrace.service.problem.ProblemException;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.PositiveOrZero;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RequestPart;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/** A service as the three are: the kit by dependency, a controller, a declared protected read. */
@SpringBootApplication
public class SampleService {

    /** A request body. */
    public record Rate(
            @PositiveOrZero int eventsPerSecond,
            @Nullable Duration over,
            @Nullable Shape shape) {
        public Rate {
            if (eventsPerSecond == 13) {
                throw new IllegalArgumentException("13 is not a rate anybody wants");
            }
        }
    }

    /** A value domain. */
    public enum Shape {
        STEP,
        RAMP
    }

    /** A request body of several shapes. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "form")
    @JsonSubTypes({@JsonSubTypes.Type(Circle.class), @JsonSubTypes.Type(Square.class)})
    public sealed interface Form permits Circle, Square {}

    /** One shape. */
    @JsonTypeName("circle")
    public record Circle(int radius) implements Form {}

    /** The other. */
    @JsonTypeName("square")
    public record Square(int side) implements Form {}

    @RestController
    static class SampleController {

        @PutMapping("/rate")
        Rate rate(@Valid @RequestBody Rate rate) {
            return rate;
        }

        @PutMapping("/form")
        Form form(@RequestBody Form form) {
            return form;
        }

        @PostMapping(path = "/form", consumes = "multipart/form-data")
        String upload(@RequestPart MultipartFile file) {
            return file.getName();
        }

        @GetMapping("/data/{id}")
        Map<String, Integer> data(@PathVariable int id) {
            return Map.of("id", id);
        }

        @GetMapping("/open")
        String open(@RequestParam(defaultValue = "1") @Min(1) int limit) {
            return "open " + limit;
        }

        @GetMapping("/taken")
        String taken() {
            throw new ProblemException(HttpStatus.CONFLICT, "job-exists", "It is there.", Map.of("job", "a"));
        }

        @GetMapping("/broken")
        String broken() {
            throw new IllegalStateException("a secret of the house");
        }
    }

    @Bean
    ProtectedReads protectedReads() {
        return ProtectedReads.of("/data/**");
    }

    /** Starts it on a free port; arguments as on the command line. */
    public static ConfigurableApplicationContext start(String... arguments) {
        SpringApplication application = new SpringApplicationBuilder(SampleService.class)
                .properties("server.port=0")
                .build();
        return application.run(arguments);
    }

    /** The port of a started service. */
    public static int port(ConfigurableApplicationContext context) {
        var server = ((WebServerApplicationContext) context).getWebServer();
        if (server == null) {
            throw new IllegalStateException("no web server");
        }
        return server.getPort();
    }
}
