package io.millrace.consumer;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** The consumer as a service. Its settings are in {@code millrace-consumer.yml}. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class ConsumerApplication {
    /** The base name of the settings file; the services share a class path when they run in one JVM. */
    public static final String CONFIG_NAME = "millrace-consumer";

    /** Starts the consumer; arguments are Spring's {@code --name=value}. */
    public static void main(String[] arguments) {
        System.setProperty("spring.config.name", CONFIG_NAME);
        SpringApplication.run(ConsumerApplication.class, arguments);
    }
}
