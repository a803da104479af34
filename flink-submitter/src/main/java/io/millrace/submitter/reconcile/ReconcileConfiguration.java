package io.millrace.submitter.reconcile;

import io.millrace.submitter.artifact.Artifacts;
import io.millrace.submitter.flink.FlinkClient;
import io.millrace.submitter.settings.SubmitterProperties;
import io.millrace.submitter.store.Book;
import io.millrace.submitter.store.Lease;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ReconcileConfiguration {

    @Bean
    CheckpointFolder checkpointFolder(SubmitterProperties settings) {
        return new CheckpointFolder(settings.checkpointDir());
    }

    @Bean
    Succession succession(Book book, CheckpointFolder checkpoints) {
        return new Succession(book, checkpoints);
    }

    /** @param faults only in tests */
    @Bean
    Reconciler reconciler(
            Book book,
            FlinkClient flink,
            Succession succession,
            CheckpointFolder checkpoints,
            Artifacts artifacts,
            Clock clock,
            SubmitterProperties settings,
            LoopListener listener,
            ObjectProvider<FaultPoints> faults) {
        FaultPoints points = faults.getIfAvailable(() -> FaultPoints.NONE);
        Recorder recorder = new Recorder(book, succession, listener);
        LeftJars leftJars = new LeftJars(flink, book.attempts(), clock);
        Submission submission = new Submission(flink, book, succession, artifacts, leftJars, points);
        return new Reconciler(
                book,
                new Observer(flink, checkpoints, clock, settings.lostAfter()),
                recorder,
                new Actor(flink, book, recorder, submission, points),
                leftJars,
                listener,
                clock,
                points);
    }

    @Bean
    ReconcileLoop reconcileLoop(
            Lease lease,
            Reconciler reconciler,
            ApplicationEventPublisher events,
            Clock clock,
            SubmitterProperties settings) {
        return new ReconcileLoop(lease, reconciler, events, clock, settings.tick());
    }
}
