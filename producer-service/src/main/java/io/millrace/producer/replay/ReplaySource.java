package io.millrace.producer.replay;

import io.millrace.producer.generator.EventSource;
import io.millrace.producer.generator.LineBuffer;
import io.millrace.producer.generator.ScenarioSource;
import io.millrace.producer.generator.StreamTimes;
import io.millrace.stream.protocol.WireCodec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/**
 * Recorded lines as they are: line n is event n. Blank lines and lines over 1 MiB are skipped, a carriage return at a line's
 * end is dropped, and a line that a subscriber would take for a control line gets a space in front. The stream time does
 * not show in the lines. The files must not be changed while the source is in use.
 */
public final class ReplaySource implements EventSource {
    private final Path path;
    private final Recording recording;
    private final boolean loop;
    private final long size;

    private ReplaySource(Path path, Recording recording, boolean loop) {
        this.path = path;
        this.recording = recording;
        this.loop = loop;
        this.size = loop ? Long.MAX_VALUE : recording.index().count();
    }

    /** Opens a replay that ends after the last line; see {@link #open(Path, boolean)}. */
    public static ReplaySource open(Path fileOrFolder) {
        return open(fileOrFolder, false);
    }

    /**
     * Reads all files once, to index their lines and to take their digests.
     *
     * @param fileOrFolder a file of any name, or a folder whose {@code *.ndjson} and {@code *.jsonl} are taken, sorted by path
     * @param loop begin anew after the last line, without an end
     * @throws ReplayException where the path is missing, cannot be read, or holds no line
     */
    public static ReplaySource open(Path fileOrFolder, boolean loop) {
        Recording recording;
        try {
            recording = Recording.of(fileOrFolder);
        } catch (IOException | UncheckedIOException unreadable) {
            throw new ReplayException("The replay path " + fileOrFolder + " cannot be read: " + unreadable, unreadable);
        }
        if (recording.files().isEmpty()) {
            throw new ReplayException("The replay folder " + fileOrFolder + " holds no *.ndjson or *.jsonl file");
        }
        if (recording.index().count() == 0) {
            throw new ReplayException(
                    "The replay path " + fileOrFolder + " holds no line to send" + skipped(recording));
        }
        return new ReplaySource(fileOrFolder, recording, loop);
    }

    @Override
    public String fingerprint() {
        return (loop ? "replay-loop-1-" : "replay-1-") + recording.fingerprint();
    }

    @Override
    public void encode(long index, long sequence, StreamTimes times, LineBuffer out) {
        if (index < 0 || index >= size) {
            throw new IndexOutOfBoundsException("The replay of " + path + " has no event " + index);
        }
        long line = index % recording.index().count();
        long position = recording.index().start(line);
        int length = recording.index().length(line);
        int start = out.skip(length);
        recording.fileAt(position).read(position, length, out.array(), start);
        if (WireCodec.isControl(out.array(), start, length)) {
            out.skip(1);
            System.arraycopy(out.array(), start, out.array(), start + 1, length);
            out.array()[start] = ' ';
        }
        out.appendByte('\n');
    }

    @Override
    public ScenarioSource scenarios() {
        return ScenarioSource.NONE;
    }

    @Override
    public String format() {
        return "as recorded";
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public boolean isReplay() {
        return true;
    }

    @Override
    public String description() {
        return "replay of " + path + " (" + recording.index().count() + " lines" + skipped(recording) + ")";
    }

    /** How many lines there are before a looping replay begins anew. */
    public long lines() {
        return recording.index().count();
    }

    private static String skipped(Recording recording) {
        if (recording.blankLines() == 0 && recording.oversizedLines() == 0) {
            return "";
        }
        return ", " + recording.blankLines() + " blank and " + recording.oversizedLines() + " oversized lines skipped";
    }
}
