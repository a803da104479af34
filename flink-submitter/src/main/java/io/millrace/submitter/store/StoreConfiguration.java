package io.millrace.submitter.store;

import com.zaxxer.hikari.HikariDataSource;
import io.millrace.submitter.settings.SubmitterProperties;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class StoreConfiguration {

    @Bean
    Ids ids() {
        return new Ids(new SecureRandom());
    }

    @Bean
    HikariDataSource jobDatabase(SubmitterProperties settings) {
        var login = settings.database();
        return login.url() == null
                ? Databases.source(Databases.fileUrl(writable(settings.dataDir())), Databases.FILE_USER, "")
                : Databases.source(login.url(), login.user(), login.password());
    }

    @Bean
    Lease lease(HikariDataSource jobDatabase, Clock clock) {
        return Databases.lease(jobDatabase, clock);
    }

    @Bean
    Book book(
            HikariDataSource jobDatabase,
            Lease lease,
            Clock clock,
            Ids ids,
            SubmitterProperties settings,
            EventCounter counter) {
        return Databases.book(jobDatabase, lease, clock, ids, settings.webhook().url() != null, counter);
    }

    /** A folder that can never be written is said at once; one that another submitter uses is waited for. */
    private static Path writable(Path folder) {
        try {
            Files.createDirectories(folder);
            if (Files.isWritable(folder)) {
                return folder;
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(refusal(folder), failure);
        }
        throw new IllegalStateException(refusal(folder));
    }

    private static String refusal(Path folder) {
        return "The job store in " + folder.toAbsolutePath()
                + " cannot be opened; set millrace.submitter.data-dir to a folder this user can write.";
    }
}
