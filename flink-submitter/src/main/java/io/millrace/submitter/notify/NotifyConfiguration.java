package io.millrace.submitter.notify;

import io.millrace.submitter.settings.SubmitterProperties;
import io.millrace.submitter.store.Book;
import io.millrace.submitter.store.Lease;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("millrace.submitter.webhook.url")
class NotifyConfiguration {

    @Bean
    Notifier notifier(Book book, Lease lease, SubmitterProperties settings, Clock clock) {
        URI url = settings.webhook().url();
        if (url == null) {
            throw new IllegalStateException("millrace.submitter.webhook.url is empty");
        }
        Webhook webhook = new Webhook(url, settings.webhook().tokenFile());
        return new Notifier(book.events(), lease, webhook, new SecureRandom(), clock);
    }
}
