package io.millrace.submitter.artifact;

import io.millrace.submitter.store.Artifact;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Positive;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RequestPart;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.multipart.MultipartFile;

@RestController
@RequestMapping("/artifacts")
class ArtifactController {

    private final Artifacts artifacts;

    ArtifactController(Artifacts artifacts) {
        this.artifacts = artifacts;
    }

    @PostMapping(consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    @Operation(summary = "Add a job jar; the same content again is the same artifact")
    @ApiResponse(
            responseCode = "201",
            description = "Added",
            headers = @Header(name = "Location", schema = @Schema(type = "string")))
    @ApiResponse(
            responseCode = "200",
            description = "It was there",
            headers = @Header(name = "Location", schema = @Schema(type = "string")))
    ResponseEntity<Artifact> add(@RequestPart MultipartFile jar, HttpServletRequest request) throws IOException {
        String name = jar.getOriginalFilename() == null ? "" : jar.getOriginalFilename();
        try (InputStream content = jar.getInputStream()) {
            Artifacts.Added added = artifacts.add(content, name, request.getRemoteAddr());
            return ResponseEntity.status(added.created() ? HttpStatus.CREATED : HttpStatus.OK)
                    .location(URI.create("/artifacts/" + added.artifact().id()))
                    .body(added.artifact());
        }
    }

    @GetMapping
    @Operation(summary = "The job jars, newest first")
    List<Artifact> newest(@RequestParam(defaultValue = "100") @Positive @Max(10_000) int limit) {
        return artifacts.newest(limit);
    }

    @GetMapping("/{id}")
    @Operation(summary = "One job jar")
    Artifact artifact(@PathVariable String id) {
        return artifacts.find(id).orElseThrow(() -> ArtifactProblems.notFound(id));
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Remove a job jar that no job uses")
    void remove(@PathVariable String id, HttpServletRequest request) {
        artifacts.remove(id, request.getRemoteAddr());
    }

    /** What the container refuses before it has read it. */
    @ExceptionHandler
    ErrorResponse refuse(MaxUploadSizeExceededException tooLarge) {
        return artifacts.tooLarge();
    }
}
