package io.millrace.submitter.notify;

import io.millrace.submitter.settings.SubmitterProperties;
import io.millrace.submitter.store.Book;
import io.millrace.submitter.store.Lease;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Objects;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.StringUtils;

@Configuration(proxyBeanMethods = false)
@Conditional(NotifyConfiguration.SomebodyIsTold.class)
class NotifyConfiguration {

    @Bean
    Notifier notifier(SubmitterProperties settings, Book book, Lease lease, Clock clock) {
        var webhook = settings.webhook();
        return new Notifier(
                book.events(),
                lease,
                new Webhook(Objects.requireNonNull(webhook.url()), webhook.tokenFile()),
                new SecureRandom(),
                clock);
    }

    /** An empty address means nobody, as an absent one does: Docker passes variables on that are not set. */
    static final class SomebodyIsTold implements Condition {

        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return StringUtils.hasText(context.getEnvironment().getProperty("millrace.submitter.webhook.url"));
        }
    }
}
