package io.millrace.submitter.flink;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * {@code GET /config}: what the cluster's REST API is set up to do.
 *
 * @param version of Flink
 */
public record WebConfiguration(
        @JsonProperty("flink-version") String version, Features features) {

    /**
     * What it lets be done.
     *
     * @param submit whether jars can be uploaded and run ({@code web.submit.enable}). Without it the calls of
     *     {@code /jars} do not exist and answer 404
     * @param cancel whether its web page offers to cancel ({@code web.cancel.enable}); the REST call exists all the same
     * @param rescale whether its web page offers to rescale: the cluster's jobs run in the adaptive scheduler
     */
    public record Features(
            @JsonProperty("web-submit") boolean submit,
            @JsonProperty("web-cancel") boolean cancel,
            @JsonProperty("web-rescale") boolean rescale) {}
}
