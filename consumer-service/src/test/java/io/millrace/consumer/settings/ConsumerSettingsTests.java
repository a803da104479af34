package io.millrace.consumer.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.stream.client.ClientSettings;
import io.millrace.stream.client.Endpoint;
import io.millrace.stream.client.Protocol;
import io.millrace.stream.protocol.From;
import io.millrace.stream.protocol.Shard;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.boot.ssl.NoSuchSslBundleException;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;

class ConsumerSettingsTests {
    private final ApplicationContextRunner context =
            new ApplicationContextRunner().withUserConfiguration(Settings.class);

    private static final SslBundles NO_BUNDLES = new DefaultSslBundleRegistry();
    private static final SslBundles BUNDLES = new DefaultSslBundleRegistry("ca", SslBundle.of(null));

    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties(ConsumerSettings.class)
    static class Settings {}

    @Test
    void readsTheNewestEventsOfThisMachinesProducerUnlessToldOtherwise() {
        context.run(started -> {
            ConsumerSettings settings = started.getBean(ConsumerSettings.class);

            assertThat(settings)
                    .isEqualTo(new ConsumerSettings(
                            "localhost", 9999, null, Protocol.AUTO, "latest", PrintMode.LINE, 10_000));
            assertThat(settings.start()).isEqualTo(From.LATEST);
            assertThat(settings.client(" ", NO_BUNDLES))
                    .isEqualTo(new ClientSettings(new Endpoint("localhost", 9999), Shard.ALL, Protocol.AUTO, null));
        });
    }

    @Test
    void everySettingIsAProperty() {
        context.withPropertyValues(
                        "millrace.consumer.host=producer",
                        "millrace.consumer.port=1234",
                        "millrace.consumer.ssl-bundle=ca",
                        "millrace.consumer.protocol=plain",
                        "millrace.consumer.from=42",
                        "millrace.consumer.print=json",
                        "millrace.consumer.keep=7")
                .run(started -> {
                    ConsumerSettings settings = started.getBean(ConsumerSettings.class);

                    assertThat(settings)
                            .isEqualTo(new ConsumerSettings(
                                    "producer", 1234, "ca", Protocol.PLAIN, "42", PrintMode.JSON, 7));
                    assertThat(settings.start()).isEqualTo(From.at(42));
                    ClientSettings client = settings.client("secret", BUNDLES);
                    assertThat(client.token()).isEqualTo("secret");
                    assertThat(client.tls()).isNotNull();
                });
    }

    @Test
    void namesAnSslBundleThatThereIsNot() {
        context.withPropertyValues("millrace.consumer.ssl-bundle=missing").run(started -> {
            ConsumerSettings settings = started.getBean(ConsumerSettings.class);

            assertThatThrownBy(() -> settings.client("", NO_BUNDLES))
                    .isInstanceOf(NoSuchSslBundleException.class)
                    .hasMessageContaining("'missing'");
        });
    }

    @Test
    void refusesAnImpossibleStartAndNamesTheProperty() {
        context.withPropertyValues("millrace.consumer.from=newest")
                .run(failed -> assertThat(failed)
                        .getFailure()
                        .rootCause()
                        .hasMessageContaining("'from'")
                        .hasMessageContaining("must be earliest, latest or a sequence"));
    }

    @Test
    void refusesToKeepNothing() {
        context.withPropertyValues("millrace.consumer.keep=0")
                .run(failed -> assertThat(failed).getFailure().rootCause().hasMessageContaining("'keep'"));
    }
}
