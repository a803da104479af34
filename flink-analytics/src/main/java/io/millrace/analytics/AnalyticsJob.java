package io.millrace.analytics;

import io.millrace.analytics.arguments.BadArgumentException;
import io.millrace.analytics.arguments.JobArguments;
import io.millrace.analytics.arguments.JobArguments.Printed;
import io.millrace.analytics.arguments.Usage;
import io.millrace.analytics.sink.Console;
import io.millrace.analytics.sink.HttpResults;
import io.millrace.analytics.sink.ResultFiles;
import io.millrace.analytics.window.AnalyticsPipeline;
import java.net.URI;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The entry point: reads the arguments, builds the job with its real ends, and runs it. */
public final class AnalyticsJob {
    private AnalyticsJob() {}

    /**
     * Runs the job. With {@code --help} it prints the usage and returns without a job: it may run inside a cluster's process,
     * which it must not end.
     *
     * @throws BadArgumentException if an argument is unknown or of no use, before anything starts
     */
    @SuppressWarnings("SystemOut") // The usage is for whoever called from a shell.
    public static void main(String[] args) throws Exception {
        if (Usage.isAskedFor(args)) {
            System.out.print(Usage.text());
            return;
        }
        JobArguments arguments = JobArguments.parse(args);
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
        define(environment, arguments);
        environment.execute(arguments.windows().resultsName());
    }

    /** Defines the whole job, from its source to its sinks. */
    static void define(StreamExecutionEnvironment environment, JobArguments arguments) {
        Analytics analytics = Analytics.define(environment, arguments);
        AnalyticsPipeline pipeline = analytics.pipeline();
        Trends trends = analytics.trends();
        if (arguments.printed().contains(Printed.EVENTS)) {
            Console.printEvents(pipeline.events());
        }
        if (arguments.printed().contains(Printed.WINDOWS)) {
            Console.printWindows(pipeline.windows());
        }
        if (arguments.printed().contains(Printed.ALERTS)) {
            Console.printAlerts(trends.baseline());
        }
        writeFiles(pipeline, trends, arguments);
        sendResults(pipeline, trends, arguments);
    }

    private static void writeFiles(AnalyticsPipeline pipeline, Trends trends, JobArguments arguments) {
        String output = arguments.outputs().folder();
        if (output != null) {
            ResultFiles files = new ResultFiles(output, arguments.windows().resultsName());
            files.write(pipeline.windows(), "windows");
            files.write(trends.top(), "top");
            files.write(trends.ratios(), "ratios");
            files.write(trends.baseline(), "baseline");
            files.write(pipeline.lateEvents(), "late");
            files.write(pipeline.deadLetters(), "dead-letters");
        }
    }

    /** All but late events, which are whole events and may be as many as there are. */
    private static void sendResults(AnalyticsPipeline pipeline, Trends trends, JobArguments arguments) {
        URI url = arguments.outputs().url();
        if (url != null) {
            HttpResults http = new HttpResults(url, arguments.stream());
            http.send(pipeline.windows(), "windows");
            http.send(trends.top(), "top");
            http.send(trends.ratios(), "ratios");
            http.send(trends.baseline(), "baseline");
            http.send(pipeline.deadLetters(), "dead-letters");
        }
    }
}
