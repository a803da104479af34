package io.millrace.submitter.store;

import io.millrace.submitter.settings.SubmitterProperties;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.h2.jdbcx.JdbcConnectionPool;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

@Configuration(proxyBeanMethods = false)
class StoreConfiguration {

    @Bean
    Ids ids() {
        return new Ids(new SecureRandom());
    }

    @Bean(destroyMethod = "dispose")
    JdbcConnectionPool jobDatabase(SubmitterProperties settings) {
        return pool(settings.dataDir());
    }

    @Bean
    JobStore jobStore(JdbcConnectionPool jobDatabase, Clock clock, Ids ids, SubmitterProperties settings) {
        try {
            return store(jobDatabase, clock, ids);
        } catch (FlywayException failure) {
            throw new IllegalStateException(
                    "The job store in " + settings.dataDir().toAbsolutePath()
                            + " cannot be opened. If another submitter uses it, stop that one;"
                            + " else set millrace.submitter.data-dir to a folder this one can write.",
                    failure);
        }
    }

    static JdbcConnectionPool pool(Path folder) {
        // WRITE_DELAY=0: by default H2 writes a commit up to half a second later, and a kill loses it.
        // DB_CLOSE_ON_EXIT=FALSE: else H2 closes the file from a shutdown hook of its own, under the running loop.
        String url = "jdbc:h2:file:" + folder.toAbsolutePath().normalize().resolve("submitter")
                + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE";
        return JdbcConnectionPool.create(url, "submitter", "");
    }

    static JobStore store(DataSource database, Clock clock, Ids ids) {
        Flyway.configure(JobStore.class.getClassLoader())
                .dataSource(database)
                .locations("classpath:io/millrace/submitter/store")
                .load()
                .migrate();
        return new JobStore(
                JdbcClient.create(database),
                new TransactionTemplate(new DataSourceTransactionManager(database)),
                new JsonMapper(),
                clock,
                ids);
    }
}
