package io.millrace.producer.replay;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * The lines of all files of a replay, indexed in one pass that also takes their SHA-256. The files must not change while
 * they are read: their digests are part of the stream's id.
 *
 * @param index where the lines lie
 * @param files the files by where they begin, ascending
 * @param fingerprint hash over each file's relative name, size and SHA-256
 * @param blankLines lines of nothing but white space, not in the index
 * @param oversizedLines lines over 1 MiB, not in the index
 */
record Recording(LineIndex index, List<MappedFile> files, String fingerprint, long blankLines, long oversizedLines) {
    private static final int READ_SIZE = 1 << 18;

    Recording {
        files = List.copyOf(files);
    }

    static Recording of(Path fileOrFolder) throws IOException {
        LineIndex index = new LineIndex();
        List<MappedFile> mapped = new ArrayList<>();
        MessageDigest fingerprint = sha256();
        long base = 0;
        long blankLines = 0;
        long oversizedLines = 0;
        for (Path file : ReplayFiles.find(fileOrFolder)) {
            LineScanner scanner = new LineScanner(index, base);
            MessageDigest content = sha256();
            long size = read(file, scanner, content);
            mapped.add(MappedFile.open(file, base));
            fingerprint.update(describe(ReplayFiles.relativeName(fileOrFolder, file), size, content));
            base += size;
            blankLines += scanner.blankLines();
            oversizedLines += scanner.oversizedLines();
        }
        return new Recording(index, mapped, hex(fingerprint), blankLines, oversizedLines);
    }

    /** The file that holds a position, counted over all files as if they were one. */
    MappedFile fileAt(long position) {
        int low = 0;
        int high = files.size() - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (files.get(middle).base() <= position) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return files.get(low);
    }

    private static long read(Path file, LineScanner scanner, MessageDigest content) throws IOException {
        byte[] bytes = new byte[READ_SIZE];
        long size = 0;
        try (InputStream in = Files.newInputStream(file)) {
            for (int count = in.read(bytes); count >= 0; count = in.read(bytes)) {
                scanner.accept(bytes, count);
                content.update(bytes, 0, count);
                size += count;
            }
        } catch (IOException unreadable) {
            throw new ReplayException("The replay file " + file + " cannot be read: " + unreadable, unreadable);
        }
        scanner.finish();
        return size;
    }

    private static byte[] describe(String name, long size, MessageDigest content) {
        return (name + '\0' + size + '\0' + hex(content) + '\n').getBytes(StandardCharsets.UTF_8);
    }

    private static String hex(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every Java platform has SHA-256", missing);
        }
    }
}
