package io.millrace.quickstart;

import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * How far each part is at one moment; what does not answer is absent.
 *
 * @param produced the head of the stream: events so far
 * @param received events the consumer received since it started
 * @param job the job, where one is known to Flink
 */
record Figures(
        OptionalLong produced,
        OptionalLong received,
        @Nullable JobFigures job) {

    static final Figures NONE = new Figures(OptionalLong.empty(), OptionalLong.empty(), null);

    /**
     * The job as Flink shows it.
     *
     * @param state Flink's word for its state, e.g. {@code RUNNING}
     * @param runningTasks how many of its tasks run: the parallel parts of all its vertices
     * @param tasks how many it has
     * @param read events its sources emitted since this attempt started
     * @param checkpoints completed in this attempt
     */
    record JobFigures(String state, int runningTasks, int tasks, long read, long checkpoints) {

        boolean runs() {
            return state.equals("RUNNING") && runningTasks == tasks;
        }
    }
}
