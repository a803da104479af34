package io.millrace.consumer.settings;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.nio.file.Path;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How the job's results are kept ({@code millrace.consumer.results.*}).
 *
 * @param folder where they are kept
 * @param horizon how long, from the end of a result's window or its time; older ones are not taken
 * @param keep so many at most, the newest ones
 */
@Validated
@ConfigurationProperties("millrace.consumer.results")
public record ResultSettings(
        @DefaultValue("data/consumer") @NotNull Path folder,

        @DefaultValue("24h") @DurationMin(seconds = 1) @DurationMax(days = 3650)
        Duration horizon,

        @DefaultValue("1000000") @Min(1) @Max(100_000_000) int keep) {}
