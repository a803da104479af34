package io.millrace.stream.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.stream.protocol.WireCodec;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class LineReaderTests {
    private static final int MEBIBYTE = 1 << 20;

    @Property
    void anySplitOfTheBytesGivesTheSameLines(
            @ForAll("texts") String text,
            @ForAll @Size(min = 1, max = 20) List<@IntRange(min = 1, max = 40) Integer> splits)
            throws IOException {
        String[] parts = text.split("\n", -1);
        List<String> expected = new ArrayList<>();
        for (String part : Arrays.copyOf(parts, parts.length - 1)) {
            expected.add(part.endsWith("\r") ? part.substring(0, part.length() - 1) : part);
        }

        assertThat(read(new SplitStream(text.getBytes(StandardCharsets.UTF_8), splits)))
                .isEqualTo(expected);
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.of("\n", "\r", "\r\n", "a", "event", "\u00e4\u6f22", "\u010a", "0123456789abcdef")
                .list()
                .ofMaxSize(60)
                .map(parts -> String.join("", parts));
    }

    @Property(tries = 60)
    void longLinesAreCutAtTheSameLengthHoweverTheyArrive(
            @ForAll @IntRange(min = -3, max = 3) int around,
            @ForAll boolean carriageReturn,
            @ForAll @IntRange(min = 1, max = 400_000) int split)
            throws IOException {
        int length = MEBIBYTE + around;
        String end = carriageReturn ? "\r\n" : "\n";
        byte[] bytes = ("first" + end + "x".repeat(length) + end + "last" + end).getBytes(StandardCharsets.UTF_8);

        List<String> lines = read(new SplitStream(bytes, List.of(split)));

        assertThat(lines).hasSize(3).startsWith("first").endsWith("last");
        if (around <= 0) {
            assertThat(lines.get(1)).isEqualTo("x".repeat(length));
        } else {
            int withReturn = carriageReturn ? length + 1 : length;
            assertThat(lines.get(1)).isEqualTo("OVERSIZED " + withReturn + " head " + LineReader.HEAD_BYTES);
        }
    }

    @Test
    void aLineOfAnyLengthTakesBoundedMemory() throws IOException {
        LineReader lines = new LineReader();
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                return 'x';
            }

            @Override
            public int read(byte[] target, int offset, int length) {
                Arrays.fill(target, offset, offset + length, (byte) 'x');
                return length;
            }
        };
        for (int i = 0; i < 400; i++) {
            lines.fill(endless);
            assertThat(lines.next()).isEqualTo(LineReader.Found.NOTHING);
        }

        assertThat(lines.buffer().length).isLessThanOrEqualTo(2 * MEBIBYTE);
        lines.fill(stream("\nnext\n"));
        assertThat(lines.next()).isEqualTo(LineReader.Found.OVERSIZED);
        assertThat(lines.takeOversizedLength()).isGreaterThan(50L * MEBIBYTE);
        assertThat(drain(lines)).containsExactly("next");
    }

    @Test
    void heldLinesCanBeReadAgain() throws IOException {
        LineReader lines = new LineReader();
        lines.hold();
        lines.fill(stream("one\ntwo\nthr"));
        assertThat(drain(lines)).containsExactly("one", "two");
        lines.fill(stream("ee\n"));

        assertThat(lines.rewind()).isTrue();
        assertThat(drain(lines)).containsExactly("one", "two", "three");
        assertThat(lines.rewind()).isFalse();
    }

    @Test
    void goingBackInTheMiddleOfAnOversizedLineDoesNotMistakeTheFirstLineForIt() throws IOException {
        LineReader lines = new LineReader();
        lines.hold();
        byte[] bytes = ("one\n" + "x".repeat(WireCodec.MAX_LINE_BYTES + 100)).getBytes(StandardCharsets.UTF_8);
        InputStream in = new ByteArrayInputStream(bytes);
        while (in.available() > 0) {
            lines.fill(in);
            drain(lines);
        }

        assertThat(lines.rewind()).isTrue();
        assertThat(drain(lines)).containsExactly("one");
        lines.fill(stream("\nlast\n"));
        assertThat(drain(lines))
                .containsExactly("OVERSIZED " + (WireCodec.MAX_LINE_BYTES + 100) + " head 4096", "last");
    }

    @Test
    void heldLinesAreDroppedWhenTheyFillTheBuffer() throws IOException {
        LineReader lines = new LineReader();
        lines.hold();
        InputStream in =
                new ByteArrayInputStream("0123456\n".repeat(MEBIBYTE / 2).getBytes(StandardCharsets.UTF_8));
        int read = 0;
        while (lines.fill(in)) {
            read += drain(lines).size();
        }

        assertThat(read).isEqualTo(MEBIBYTE / 2);
        assertThat(lines.rewind()).isFalse();
        assertThat(lines.buffer().length).isLessThanOrEqualTo(2 * MEBIBYTE);
    }

    private static List<String> read(InputStream in) throws IOException {
        LineReader lines = new LineReader();
        List<String> found = new ArrayList<>();
        while (lines.fill(in)) {
            found.addAll(drain(lines));
        }
        return found;
    }

    private static List<String> drain(LineReader lines) {
        List<String> found = new ArrayList<>();
        while (true) {
            switch (lines.next()) {
                case NOTHING -> {
                    return found;
                }
                case LINE ->
                    found.add(
                            new String(lines.buffer(), lines.lineOffset(), lines.lineLength(), StandardCharsets.UTF_8));
                case OVERSIZED -> {
                    int head = lines.oversizedHead().length;
                    found.add("OVERSIZED " + lines.takeOversizedLength() + " head " + head);
                }
            }
        }
    }

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Gives at most the next of some sizes at each read, in turn. */
    private static final class SplitStream extends InputStream {
        private final InputStream bytes;
        private final List<Integer> sizes;
        private int reads;

        SplitStream(byte[] bytes, List<Integer> sizes) {
            this.bytes = new ByteArrayInputStream(bytes);
            this.sizes = sizes;
        }

        @Override
        public int read() throws IOException {
            return bytes.read();
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            return bytes.read(target, offset, Math.min(length, sizes.get(reads++ % sizes.size())));
        }
    }
}
