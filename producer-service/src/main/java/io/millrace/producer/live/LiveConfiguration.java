package io.millrace.producer.live;

import io.millrace.producer.generator.EventSource;
import io.millrace.producer.generator.SyntheticSettings;
import io.millrace.producer.generator.SyntheticSource;
import io.millrace.producer.journal.Journal;
import io.millrace.producer.journal.JournalEntry;
import io.millrace.producer.replay.ReplaySource;
import java.nio.file.Path;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class LiveConfiguration {
    @Bean
    EventSource eventSource(GeneratorSettings generator, ReplaySettings replay) {
        String path = replay.replay();
        return path == null || path.isBlank()
                ? new SyntheticSource(new SyntheticSettings(generator.seed(), generator.profile(), generator.format()))
                : ReplaySource.open(Path.of(path), replay.replayLoop());
    }

    @Bean
    Journal journal(JournalSettings settings, GeneratorSettings generator, EventSource source) {
        JournalEntry.Origin origin = new JournalEntry.Origin(generator.seed(), source.fingerprint());
        return Journal.open(
                settings.folder(),
                new JournalEntry(
                        JournalEntry.Kind.CREATED,
                        0,
                        InstantSource.system().instant(),
                        generator.initialRate(),
                        origin));
    }

    @Bean
    LiveStream liveStream(Journal journal, EventSource source) {
        StreamClock clock = new StreamClock(InstantSource.system(), System::nanoTime, journal.bound());
        return new LiveStream(journal, source, clock);
    }
}
