package io.millrace.producer;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** The producer as a service. Its settings are in {@code millrace-producer.yml}. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class ProducerApplication {
    /** The base name of the settings file; the services share a class path when they run in one JVM. */
    public static final String CONFIG_NAME = "millrace-producer";

    /** Starts the producer; arguments are Spring's {@code --name=value}. */
    public static void main(String[] arguments) {
        System.setProperty("spring.config.name", CONFIG_NAME);
        SpringApplication.run(ProducerApplication.class, arguments);
    }
}
