package io.millrace.analytics.arguments;

import io.millrace.analytics.settings.StreamSettings;
import io.millrace.analytics.settings.TimeMode;
import io.millrace.analytics.settings.TimeSettings;
import io.millrace.analytics.settings.TrendSettings;
import io.millrace.analytics.settings.WindowSettings;
import io.millrace.stream.client.Endpoint;
import io.millrace.stream.client.Protocol;
import io.millrace.stream.event.EventFormat;
import io.millrace.stream.protocol.From;
import io.millrace.stream.protocol.Shard;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the job is told to do.
 *
 * @param stream what to read
 * @param time how to tell an event's time
 * @param windows how to count
 * @param trends what to tell beyond counts
 * @param printed what to print
 * @param outputs where results go
 * @param checkpointInterval between checkpoints; null leaves it to the cluster
 */
public record JobArguments(
        StreamSettings stream,
        TimeSettings time,
        WindowSettings windows,
        TrendSettings trends,
        Set<Printed> printed,
        Outputs outputs,
        @Nullable Duration checkpointInterval) {
    /**
     * Where results go; to neither where both are null.
     *
     * @param folder of the result files
     * @param url of a service that takes results
     */
    public record Outputs(@Nullable String folder, @Nullable URI url) {}

    /** What the job can print. */
    public enum Printed {
        /** Each event, as a tuple of timestamp, level, source and message. */
        EVENTS,
        /** Each count of a window, as JSON. */
        WINDOWS,
        /** Each host that logs far more than it did or nothing any more, as JSON. */
        ALERTS
    }

    private static final String NONE = "none";
    private static final int MOST_NAMED = 1000;
    private static final Duration MILLISECOND = Duration.ofMillis(1);
    private static final Pattern RESULTS_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

    public JobArguments {
        printed = Set.copyOf(printed);
    }

    /**
     * Reads a command line.
     *
     * @throws BadArgumentException for an argument that is unknown or cannot be used
     */
    public static JobArguments parse(String... arguments) {
        ArgumentReader reader = new ArgumentReader(arguments);
        Duration interval = reader.has(Argument.CHECKPOINT_INTERVAL)
                ? reader.duration(Argument.CHECKPOINT_INTERVAL, Duration.ofMillis(10))
                : null;
        return new JobArguments(
                streamSettings(reader),
                timeSettings(reader),
                windowSettings(reader),
                new TrendSettings(
                        reader.number(Argument.TOP, 0, MOST_NAMED), reader.duration(Argument.HOST_MEMORY, MILLISECOND)),
                printed(reader),
                outputs(reader),
                interval);
    }

    private static StreamSettings streamSettings(ArgumentReader reader) {
        return new StreamSettings(
                endpoints(reader),
                reader.value(Argument.FROM, From::parse).wire().toString(),
                reader.number(Argument.SHARDS, 1, Shard.MAX_COUNT),
                reader.value(Argument.PROTOCOL, Protocol::parse),
                reader.has(Argument.TOKEN_FILE) ? reader.text(Argument.TOKEN_FILE) : null,
                reader.has(Argument.TLS_CA) ? reader.text(Argument.TLS_CA) : null);
    }

    private static List<String> endpoints(ArgumentReader reader) {
        if (!reader.has(Argument.ENDPOINTS)) {
            int port = reader.number(Argument.PORT, 1, 65535);
            return List.of(new Endpoint(reader.text(Argument.HOSTNAME), port).toString());
        }
        if (reader.has(Argument.HOSTNAME) || reader.has(Argument.PORT)) {
            throw new BadArgumentException(Argument.ENDPOINTS, "does not go with --hostname and --port");
        }
        List<String> endpoints = reader.value(
                Argument.ENDPOINTS,
                text -> Arrays.stream(text.split(",", -1))
                        .map(endpoint -> Endpoint.parse(endpoint.strip()).toString())
                        .toList());
        if (endpoints.stream().distinct().count() < endpoints.size()) {
            throw new BadArgumentException(Argument.ENDPOINTS, "names a server twice");
        }
        return endpoints;
    }

    private static TimeSettings timeSettings(ArgumentReader reader) {
        return new TimeSettings(
                reader.choice(Argument.TIME, TimeMode.class),
                reader.duration(Argument.OUT_OF_ORDERNESS, Duration.ZERO),
                reader.value(Argument.FORMAT, EventFormat::parse));
    }

    private static WindowSettings windowSettings(ArgumentReader reader) {
        String name = reader.text(Argument.RESULTS_NAME);
        if (!RESULTS_NAME.matcher(name).matches()) {
            throw new BadArgumentException(
                    Argument.RESULTS_NAME,
                    "'" + name
                            + "' is not 1 to 100 letters, digits, dots, dashes and underscores, a letter or digit first");
        }
        return new WindowSettings(
                name,
                reader.duration(Argument.WINDOW, MILLISECOND),
                reader.duration(Argument.ALLOWED_LATENESS, Duration.ZERO));
    }

    private static Outputs outputs(ArgumentReader reader) {
        return new Outputs(
                reader.has(Argument.OUTPUT) ? reader.text(Argument.OUTPUT) : null,
                reader.has(Argument.RESULTS_URL) ? reader.value(Argument.RESULTS_URL, JobArguments::resultsUrl) : null);
    }

    private static URI resultsUrl(String text) {
        URI url;
        try {
            url = new URI(text.strip());
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("'" + text + "' is no URL: " + e.getReason(), e);
        }
        String scheme = url.getScheme();
        if (scheme == null || !scheme.equalsIgnoreCase("http") && !scheme.equalsIgnoreCase("https")) {
            throw new IllegalArgumentException("'" + text + "' does not start with http:// or https://");
        }
        if (url.getUserInfo() != null) {
            throw new IllegalArgumentException(
                    "carries a name or a password, which others would see; use --token-file");
        }
        if (url.getHost() == null || url.getPort() == 0 || url.getPort() > 65_535) {
            throw new IllegalArgumentException("'" + text + "' does not name a host and, where it is given, a port");
        }
        if (url.getFragment() != null) {
            throw new IllegalArgumentException("'" + text + "' has a fragment, which no server gets to see");
        }
        return url;
    }

    private static Set<Printed> printed(ArgumentReader reader) {
        String text = reader.text(Argument.PRINT);
        Set<Printed> printed = EnumSet.noneOf(Printed.class);
        if (text.equals(NONE)) {
            return printed;
        }
        for (String name : text.split(",", -1)) {
            printed.add(Arrays.stream(Printed.values())
                    .filter(value -> ArgumentReader.nameOf(value).equals(name.strip()))
                    .findFirst()
                    .orElseThrow(() -> new BadArgumentException(
                            Argument.PRINT,
                            "'" + text + "' is neither a list of events, windows and alerts nor none")));
        }
        return printed;
    }
}
