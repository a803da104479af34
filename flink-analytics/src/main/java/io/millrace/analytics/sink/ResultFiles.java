package io.millrace.analytics.sink;

import io.millrace.stream.result.Result;
import io.millrace.stream.result.ResultJson;
import org.apache.flink.connector.file.sink.FileSink;
import org.apache.flink.core.fs.Path;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.functions.sink.filesystem.OutputFileConfig;
import org.apache.flink.streaming.api.functions.sink.filesystem.bucketassigners.BasePathBucketAssigner;
import org.apache.flink.streaming.api.functions.sink.filesystem.rollingpolicies.OnCheckpointRollingPolicy;

/**
 * Files of results, one JSON object a line, each result exactly once: a file appears when the checkpoint that holds its lines
 * is complete. Readers ignore names that start with a dot or an underscore, which are files still being written.
 */
public final class ResultFiles {
    private final Path folder;

    /**
     * Files below {@code <output>/<results name>}.
     *
     * @param output a folder or a URI of a file system that Flink knows, the same to all machines of the cluster
     */
    public ResultFiles(String output, String resultsName) {
        this.folder = new Path(output, resultsName);
    }

    /** Writes results to files of a folder of their own, e.g. {@code windows}. */
    public <R extends Result> void write(DataStream<R> results, String name) {
        FileSink<R> sink = FileSink.<R>forRowFormat(new Path(folder, name), (result, out) -> {
                    out.write(ResultJson.toBytes(result));
                    out.write('\n');
                })
                .withBucketAssigner(new BasePathBucketAssigner<>())
                .withRollingPolicy(OnCheckpointRollingPolicy.build())
                .withOutputFileConfig(OutputFileConfig.builder()
                        .withPartPrefix(name)
                        .withPartSuffix(".ndjson")
                        .build())
                .build();
        results.sinkTo(sink).name("Files of " + name).uid("files-" + name);
    }
}
