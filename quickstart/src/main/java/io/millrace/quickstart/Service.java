package io.millrace.quickstart;

import io.millrace.consumer.ConsumerApplication;
import io.millrace.producer.ProducerApplication;
import io.millrace.submitter.SubmitterApplication;
import java.util.List;
import java.util.Locale;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** The services, each a Spring application of its own. */
enum Service {
    PRODUCER(ProducerApplication.class),
    CONSUMER(ConsumerApplication.class),
    SUBMITTER(SubmitterApplication.class);

    private final Class<?> application;

    Service(Class<?> application) {
        this.application = application;
    }

    /**
     * Starts the service.
     *
     * @throws StartFailure with the reason, when it does not start
     */
    ConfigurableApplicationContext start(List<String> arguments) {
        try {
            return new SpringApplicationBuilder(application).run(arguments.toArray(String[]::new));
        } catch (RuntimeException failure) {
            throw new StartFailure(
                    "the " + name().toLowerCase(Locale.ROOT) + " does not start: " + reason(failure), failure);
        }
    }

    /**
     * What Spring and its like wrap around a failure says which bean could not be made, and only its cause why; the first
     * message of another origin was written for the reader.
     */
    static String reason(Throwable failure) {
        Throwable told = failure;
        while (told.getCause() != null && (told.getMessage() == null || wraps(told))) {
            told = told.getCause();
        }
        return told.getMessage() == null ? told.toString() : told.getMessage();
    }

    private static boolean wraps(Throwable failure) {
        return failure.getClass().getName().startsWith("org.springframework.")
                || failure.getCause() != null && failure.getCause().toString().equals(failure.getMessage());
    }
}
