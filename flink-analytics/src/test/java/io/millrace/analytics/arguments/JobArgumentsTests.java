package io.millrace.analytics.arguments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.analytics.arguments.JobArguments.Outputs;
import io.millrace.analytics.arguments.JobArguments.Printed;
import io.millrace.analytics.settings.StreamSettings;
import io.millrace.analytics.settings.TimeMode;
import io.millrace.analytics.settings.TimeSettings;
import io.millrace.analytics.settings.TrendSettings;
import io.millrace.analytics.settings.WindowSettings;
import io.millrace.stream.client.Protocol;
import io.millrace.stream.event.EventFormat;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JobArgumentsTests {
    @Test
    void hasADefaultForEveryArgument() {
        assertThat(JobArguments.parse())
                .isEqualTo(new JobArguments(
                        new StreamSettings(List.of("localhost:9999"), "earliest", 8, Protocol.AUTO, null, null),
                        new TimeSettings(TimeMode.EVENT, Duration.ofSeconds(1), EventFormat.AUTO),
                        new WindowSettings("millrace-analytics", Duration.ofSeconds(10), Duration.ZERO),
                        new TrendSettings(10, Duration.ofDays(1)),
                        Set.of(Printed.EVENTS, Printed.WINDOWS),
                        new Outputs(null, null),
                        null));
    }

    @Test
    void readsEveryArgumentInEitherForm() {
        JobArguments arguments = JobArguments.parse(
                "--endpoints=a:1, [::1]:2",
                "--from",
                "1234",
                "--shards=3",
                "--protocol",
                "millrace",
                "--token-file=/run/token",
                "--tls-ca=/run/ca.pem",
                "--format=evtx_dump",
                "--time",
                "arrival",
                "--out-of-orderness=0s",
                "--window=500ms",
                "--allowed-lateness",
                "2min",
                "--top=0",
                "--host-memory",
                "2h",
                "--print=none",
                "--output=s3://bucket/results",
                "--results-url=https://consumer:8083/results",
                "--results-name=demo",
                "--checkpoint-interval=5s");

        assertThat(arguments)
                .isEqualTo(new JobArguments(
                        new StreamSettings(
                                List.of("a:1", "[::1]:2"), "1234", 3, Protocol.MILLRACE, "/run/token", "/run/ca.pem"),
                        new TimeSettings(TimeMode.ARRIVAL, Duration.ZERO, EventFormat.EVTX_DUMP),
                        new WindowSettings("demo", Duration.ofMillis(500), Duration.ofMinutes(2)),
                        new TrendSettings(0, Duration.ofHours(2)),
                        Set.of(),
                        new Outputs("s3://bucket/results", URI.create("https://consumer:8083/results")),
                        Duration.ofSeconds(5)));
    }

    @Test
    void readsHostAndPort() {
        assertThat(JobArguments.parse("--hostname", "producer", "--port", "7000").stream()
                        .endpoints())
                .containsExactly("producer:7000");
    }

    @Test
    void printsWhatIsListed() {
        assertThat(JobArguments.parse("--print=alerts").printed()).containsExactly(Printed.ALERTS);
        assertThat(JobArguments.parse("--print=windows, alerts,events").printed())
                .containsExactlyInAnyOrder(Printed.values());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--speed 5 | unknown argument '--speed'",
                "run | unknown argument 'run'",
                "--port | --port: needs a value, PORT",
                "--port 0 | --port: '0' is not a whole number from 1 to 65535",
                "--port x | --port: 'x' is not a whole number from 1 to 65535",
                "--port 1 --port 2 | --port: is given twice",
                "--shards 1025 | --shards: '1025' is not a whole number from 1 to 1024",
                "--endpoints a | --endpoints: an endpoint is host:port, not 'a'",
                "--endpoints a:1,a:1 | --endpoints: names a server twice",
                "--endpoints a:1 --port 2 | --endpoints: does not go with --hostname and --port",
                "--from -1 | --from: from is 0 or more, not -1",
                "--from soon | --from: from is earliest, latest or a sequence, not 'soon'",
                "--protocol http | --protocol: protocol is auto, millrace or plain, not 'http'",
                "--time local | --time: 'local' is none of event, arrival",
                "--window 0s | --window: '0s' is not a duration from 1ms to 366d, such as 500ms, 10s or 5min",
                "--window soon | --window: 'soon' is not a duration from 1ms to 366d, such as 500ms, 10s or 5min",
                "--top -1 | --top: '-1' is not a whole number from 0 to 1000",
                "--top 1001 | --top: '1001' is not a whole number from 0 to 1000",
                "--host-memory 0s | --host-memory: '0s' is not a duration from 1ms to 366d, such as 500ms, 10s or 5min",
                "--print alert | --print: 'alert' is neither a list of events, windows and alerts nor none",
                "--print none,alerts | --print: 'none,alerts' is neither a list of events, windows and alerts nor none",
                "--results-name ../x | --results-name: '../x' is not 1 to 100 letters, digits, dots, dashes and"
                        + " underscores, a letter or digit first",
                "--token-file= | --token-file: needs a value, FILE",
                "--output= | --output: needs a value, DIR",
                "--results-url= | --results-url: needs a value, URL",
                "--results-url consumer:8083/results | --results-url: 'consumer:8083/results' does not start with http://"
                        + " or https://",
                "--results-url /results | --results-url: '/results' does not start with http:// or https://",
                "--results-url http:///results | --results-url: 'http:///results' does not name a host and, where it is"
                        + " given, a port",
                "--results-url http://a:99999/ | --results-url: 'http://a:99999/' does not name a host and, where it is"
                        + " given, a port",
                "--results-url http://a/%zz | --results-url: 'http://a/%zz' is no URL: Malformed escape pair",
                "--results-url http://me:secret@a/ | --results-url: carries a name or a password, which others would see;"
                        + " use --token-file",
                "--results-url http://a/#b | --results-url: 'http://a/#b' has a fragment, which no server gets to see",
            })
    void refusesWhatItCannotUse(String commandLine, String problem) {
        assertThatThrownBy(() -> JobArguments.parse(commandLine.split(" ")))
                .isInstanceOf(BadArgumentException.class)
                .hasMessage(problem + "; --help lists the arguments");
    }

    @Test
    void describesEveryArgumentInTheHelp() {
        String usage = Usage.text();

        for (Argument argument : Argument.values()) {
            assertThat(usage).contains("  " + argument.flag() + " " + argument.placeholder());
        }
        assertThat(usage)
                .startsWith("The Millrace analytics job: ")
                .contains("--window DURATION (default 10s)\n      the length of a window\n")
                .endsWith("  --help\n      prints this and starts nothing\n");
        assertThat(Usage.isAskedFor("--port", "1", "--help")).isTrue();
        assertThat(Usage.isAskedFor("--port", "1")).isFalse();
    }
}
