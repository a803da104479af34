package io.millrace.analytics.sink;

import static org.awaitility.Awaitility.await;

import io.millrace.analytics.settings.StreamSettings;
import io.millrace.stream.client.Protocol;
import io.millrace.stream.result.DeadLetter;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.apache.flink.api.common.JobID;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Metric;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.clusterframework.types.ResourceID;
import org.apache.flink.runtime.executiongraph.ExecutionGraphTestUtils;
import org.apache.flink.runtime.metrics.groups.TaskManagerMetricGroup;
import org.apache.flink.runtime.metrics.groups.TaskMetricGroup;
import org.apache.flink.runtime.metrics.util.TestingMetricRegistry;
import org.apache.flink.runtime.operators.testutils.MockEnvironment;
import org.apache.flink.runtime.operators.testutils.MockEnvironmentBuilder;
import org.apache.flink.streaming.api.connector.sink2.CommittableMessage;
import org.apache.flink.streaming.runtime.operators.sink.SinkWriterOperatorFactory;
import org.apache.flink.streaming.runtime.tasks.mailbox.Mail;
import org.apache.flink.streaming.runtime.tasks.mailbox.TaskMailbox;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;

/** The sink in Flink's own operator, on the thread of the test: mails are run, and pauses end, only while it waits for something. */
@SuppressWarnings("try") // Harnesses declare that closing them may be interrupted.
final class SinkHarness implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofSeconds(20);

    private final Map<String, Metric> metrics = new ConcurrentHashMap<>();
    private final MockEnvironment environment;
    private final OneInputStreamOperatorTestHarness<DeadLetter, CommittableMessage<Void>> operator;

    private SinkHarness(URI url, @Nullable String tokenFile, @Nullable OperatorSubtaskState restored) throws Exception {
        environment = new MockEnvironmentBuilder().setMetricGroup(metricGroup()).build();
        StreamSettings access =
                new StreamSettings(List.of("localhost:1"), "earliest", 1, Protocol.AUTO, tokenFile, null);
        operator = new OneInputStreamOperatorTestHarness<>(
                new SinkWriterOperatorFactory<>(new HttpResultSink<DeadLetter>(url, access)), environment);
        operator.setup();
        if (restored != null) {
            operator.initializeState(restored);
        }
        operator.open();
    }

    static SinkHarness open(URI url) throws Exception {
        return new SinkHarness(url, null, null);
    }

    static SinkHarness open(URI url, String tokenFile) throws Exception {
        return new SinkHarness(url, tokenFile, null);
    }

    static SinkHarness restore(URI url, OperatorSubtaskState state) throws Exception {
        return new SinkHarness(url, null, state);
    }

    private TaskMetricGroup metricGroup() {
        TestingMetricRegistry registry = TestingMetricRegistry.builder()
                .setRegisterConsumer((metric, name, group) -> metrics.put(name, metric))
                .build();
        return TaskManagerMetricGroup.createTaskManagerMetricGroup(registry, "localhost", ResourceID.generate())
                .addJob(new JobID(), "job")
                .addTask(ExecutionGraphTestUtils.createExecutionAttemptId(), "task");
    }

    void write(DeadLetter result) throws Exception {
        operator.processElement(result, 0);
    }

    /** Makes a checkpoint. */
    OperatorSubtaskState checkpoint() throws Exception {
        operator.prepareSnapshotPreBarrier(1);
        return operator.snapshot(1, 1);
    }

    void endInput() throws Exception {
        operator.endInput();
    }

    /** Lets the task work, and time pass, until something is so. */
    void runUntil(BooleanSupplier goal) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(10))
                .pollInSameThread()
                .until(() -> {
                    runMails();
                    operator.setProcessingTime(operator.getProcessingTime() + PAUSE.toMillis());
                    runMails();
                    return goal.getAsBoolean();
                });
    }

    private void runMails() throws Exception {
        TaskMailbox mailbox = operator.getTaskMailbox();
        Optional<Mail> mail = mailbox.tryTake(TaskMailbox.MIN_PRIORITY);
        while (mail.isPresent()) {
            mail.get().run();
            mail = mailbox.tryTake(TaskMailbox.MIN_PRIORITY);
        }
    }

    long counter(String name) {
        return metrics.get(name) instanceof Counter counter ? counter.getCount() : -1;
    }

    long gauge(String name) {
        return metrics.get(name) instanceof Gauge<?> gauge && gauge.getValue() instanceof Number number
                ? number.longValue()
                : -1;
    }

    @Override
    public void close() throws Exception {
        operator.close();
        environment.close();
    }
}
