package io.millrace.producer.live;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the journal lies.
 *
 * @param folder of the journal's files, made if missing
 */
@ConfigurationProperties("millrace.journal")
public record JournalSettings(@DefaultValue("data/journal") Path folder) {}
