package io.millrace.producer.live;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Recorded events instead of synthetic ones.
 *
 * @param replay a file of NDJSON, or a folder of such files; null for synthetic events
 * @param replayLoop whether to begin again after the last line
 */
@ConfigurationProperties("millrace")
public record ReplaySettings(
        @Nullable String replay, @DefaultValue("false") boolean replayLoop) {}
