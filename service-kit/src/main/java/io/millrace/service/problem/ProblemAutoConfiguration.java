package io.millrace.service.problem;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration;
import org.springframework.context.annotation.Bean;

/** Problem details for every error of a service. */
@AutoConfiguration(before = ErrorMvcAutoConfiguration.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
public final class ProblemAutoConfiguration {

    @Bean
    static ProblemAdvice problemAdvice() {
        return new ProblemAdvice();
    }

    @Bean
    static ProblemErrorController problemErrorController() {
        return new ProblemErrorController();
    }
}
