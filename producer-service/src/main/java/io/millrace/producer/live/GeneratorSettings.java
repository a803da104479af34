package io.millrace.producer.live;

import io.millrace.producer.generator.LineFormat;
import io.millrace.stream.journal.RateCurve;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What a stream starts with.
 *
 * @param seed of the synthetic events; a journal keeps the one it was made with
 * @param profile which hosts log the synthetic events: mixed, domain-controller, member-server or workstation
 * @param eventsPerSecond the rate at start, {@value #DEFAULT_RATE} for a new journal unless given; for an existing one only
 *     if given
 * @param autoStart whether a new stream runs at once
 * @param format the JSON of the synthetic events
 */
@Validated
@ConfigurationProperties("millrace.generator")
public record GeneratorSettings(
        @DefaultValue("1") long seed,

        @DefaultValue("mixed")
        @Pattern(
                regexp = "mixed|domain-controller|member-server|workstation",
                message = "is one of mixed, domain-controller, member-server, workstation")
        String profile,

        @Nullable @Min(0) @Max(RateCurve.MAX_EVENTS_PER_SECOND)
        Integer eventsPerSecond,

        @DefaultValue("true") boolean autoStart,
        @DefaultValue("canonical") LineFormat format) {
    static final int DEFAULT_RATE = 100;

    int initialRate() {
        return eventsPerSecond == null ? DEFAULT_RATE : eventsPerSecond;
    }
}
