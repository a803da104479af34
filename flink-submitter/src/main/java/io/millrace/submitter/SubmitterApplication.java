package io.millrace.submitter;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;

/** The submitter as a program; its settings lie in {@code millrace-submitter.yml}. */
@SpringBootApplication(proxyBeanMethods = false)
public class SubmitterApplication {

    /** The submitter, ready to run: on its own, or beside the other services in one JVM. */
    public static SpringApplicationBuilder builder() {
        return new SpringApplicationBuilder(SubmitterApplication.class)
                .properties("spring.config.name=millrace-submitter");
    }

    public static void main(String[] arguments) {
        builder().run(arguments);
    }
}
