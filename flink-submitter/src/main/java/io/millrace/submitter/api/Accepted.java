package io.millrace.submitter.api;

import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The interface says: what is asked is stored and answered with 202; the operation tells how far it is. */
@ApiResponse(
        responseCode = "202",
        description = "Stored; the operation tells how far it is",
        headers = @Header(name = "Location", description = "The operation", schema = @Schema(type = "string")),
        content = @Content(schema = @Schema(implementation = OperationView.class)))
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@interface Accepted {}
