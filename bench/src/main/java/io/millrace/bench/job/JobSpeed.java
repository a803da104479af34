package io.millrace.bench.job;

import io.millrace.bench.process.ChildJvm;
import io.millrace.bench.stream.Patience;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * What a job did in a while at a {@link ReadyServer}.
 *
 * @param eventsPerSecond how many events the server got rid of
 * @param results how many results the job's windows gave meanwhile
 */
record JobSpeed(double eventsPerSecond, long results) {
    /** A job's code is hot only after some twenty seconds: there are several operators, and two cores to compile them. */
    private static final int WARM_UPS = 6;

    /** Runs a job alone at a server: long enough to be warm, then for the time that counts. */
    static JobSpeed measure(
            ChildJvm server, MeasuredJob.Kind kind, Duration warmUp, Duration measured, String... arguments)
            throws IOException, InterruptedException {
        long begun = sent(server);
        try (RunningJob job = RunningJob.start(kind, server, arguments)) {
            Patience.until("the job reads", () -> sent(server) > begun);
            Thread.sleep(WARM_UPS * warmUp.toMillis());
            job.jvm().ask(ResultDelays.RECORD);
            long before = sent(server);
            long start = System.nanoTime();
            Thread.sleep(measured.toMillis());
            double speed = (sent(server) - before) * 1e9 / (System.nanoTime() - start);
            List<ResultDelays> results = ResultDelays.tell(job.jvm());
            return new JobSpeed(
                    speed, results.stream().mapToLong(ResultDelays::count).sum());
        }
    }

    /** How many events a server got rid of since it started. */
    static long sent(ChildJvm server) {
        return Long.parseLong(server.ask(ReadyServer.SENT));
    }
}
