package io.millrace.submitter.api;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import jakarta.validation.ReportAsSingleViolation;
import jakarta.validation.constraints.Pattern;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Text that can be stored and answered: no halves of characters. */
@Pattern(regexp = "\\P{Cs}*")
@ReportAsSingleViolation
@Constraint(validatedBy = {})
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.TYPE_USE})
@Retention(RetentionPolicy.RUNTIME)
@interface Text {

    String message() default "must be text without halves of characters (unpaired surrogates)";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};
}
