package io.millrace.consumer.result;

import io.millrace.consumer.live.Broadcast;
import io.millrace.consumer.settings.ResultSettings;
import io.millrace.service.access.ProtectedReads;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.h2.jdbcx.JdbcConnectionPool;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.dao.DataAccessException;

@Configuration(proxyBeanMethods = false)
class ResultConfiguration {
    @Bean
    InstantSource clock() {
        return InstantSource.system();
    }

    @Bean(destroyMethod = "dispose")
    JdbcConnectionPool resultDatabase(ResultSettings settings) {
        return database(settings.folder());
    }

    @Bean
    Broadcast<ReceivedResult> watchedResults() {
        return new Broadcast<>(new ReceivedResultWriter());
    }

    @Bean
    ResultStore resultStore(
            JdbcConnectionPool resultDatabase,
            ResultSettings settings,
            InstantSource clock,
            Broadcast<ReceivedResult> watchedResults) {
        try {
            return store(resultDatabase, settings, clock, watchedResults::send);
        } catch (FlywayException failure) {
            throw new IllegalStateException(
                    "The results in " + settings.folder().toAbsolutePath()
                            + " cannot be opened. If another consumer uses them, stop that one;"
                            + " else set millrace.consumer.results.folder to a folder this one can write.",
                    failure);
        }
    }

    static JdbcConnectionPool database(Path folder) {
        // WRITE_DELAY=0: by default H2 writes a commit up to half a second later, and a kill loses what was
        // acknowledged.
        // DB_CLOSE_ON_EXIT=FALSE: else H2 closes the file from a shutdown hook of its own, under requests.
        // LAZY_QUERY_EXECUTION=1: by default H2 reads all rows of an answer, however large, before the first is asked
        // for.
        String url = "jdbc:h2:file:" + folder.toAbsolutePath().normalize().resolve("results")
                + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE;LAZY_QUERY_EXECUTION=1;CACHE_SIZE=16384";
        return JdbcConnectionPool.create(url, "consumer", "");
    }

    static ResultStore store(
            DataSource database, ResultSettings settings, InstantSource clock, Consumer<ReceivedResult> watchers) {
        Flyway.configure(ResultStore.class.getClassLoader())
                .dataSource(database)
                .locations("classpath:io/millrace/consumer/result")
                .load()
                .migrate();
        return new ResultStore(database, settings, clock, watchers);
    }

    @Bean
    HealthIndicator resultsHealthIndicator(ResultStore store) {
        return () -> {
            try {
                return Health.up().withDetail("kept", store.count()).build();
            } catch (DataAccessException failure) {
                return Health.down(failure).build();
            }
        };
    }

    @Bean
    ProtectedReads protectedResults() {
        return ProtectedReads.of("/results/**");
    }
}
