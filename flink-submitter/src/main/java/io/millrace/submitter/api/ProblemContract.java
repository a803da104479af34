package io.millrace.submitter.api;

import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.stereotype.Component;

/** Says in the interface that any operation may be answered with a {@link Problem}. */
@Component
final class ProblemContract implements OpenApiCustomizer {

    private static final String NAME = Problem.class.getSimpleName();
    private static final String FIRST_ERROR = "400";

    @Override
    public void customise(OpenAPI api) {
        ModelConverters.getInstance(true).readAll(Problem.class).forEach(api.getComponents()::addSchemas);
        api.getComponents()
                .addResponses(
                        NAME,
                        new ApiResponse()
                                .description("Why it was refused, or failed")
                                .content(problem()));
        api.getPaths().values().forEach(path -> path.readOperations().forEach(ProblemContract::complete));
    }

    private static void complete(Operation operation) {
        operation.getResponses().forEach((status, response) -> {
            if (status.compareTo(FIRST_ERROR) >= 0) {
                response.setContent(problem());
            }
        });
        operation.getResponses().addApiResponse(ApiResponses.DEFAULT, new ApiResponse().$ref(NAME));
    }

    private static Content problem() {
        return new Content()
                .addMediaType(
                        org.springframework.http.MediaType.APPLICATION_PROBLEM_JSON_VALUE,
                        new MediaType().schema(new Schema<>().$ref(NAME)));
    }
}
