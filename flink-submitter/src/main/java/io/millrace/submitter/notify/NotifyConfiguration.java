package io.millrace.submitter.notify;

import io.millrace.submitter.settings.SubmitterProperties;
import io.millrace.submitter.store.Book;
import io.millrace.submitter.store.Lease;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Objects;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@Conditional(SomebodyIsTold.class)
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
}
