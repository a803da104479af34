package io.millrace.submitter.artifact;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;

/**
 * Files named by the SHA-256 of their content. A file is written under another name, synced and only then moved to its
 * own, so that one which is there is whole.
 */
final class ArtifactFolder {

    private static final int BUFFER = 1 << 16;
    private static final String INCOMING = "incoming-";

    private final Path folder;

    /**
     * @param stale what was begun before that and never kept is removed
     * @throws UncheckedIOException when the folder cannot be made or read
     */
    ArtifactFolder(Path folder, Instant stale) {
        this.folder = folder.toAbsolutePath().normalize();
        try {
            Files.createDirectories(this.folder);
            removeIncoming(stale);
        } catch (IOException failure) {
            throw new UncheckedIOException(
                    "The folder of artifacts " + this.folder + " cannot be used; see millrace.submitter.data-dir",
                    failure);
        }
    }

    private void removeIncoming(Instant before) throws IOException {
        try (DirectoryStream<Path> left = Files.newDirectoryStream(folder, INCOMING + "*")) {
            for (Path file : left) {
                if (Files.getLastModifiedTime(file).toInstant().isBefore(before)) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    /** Where the content of that id lies, or would. */
    Path path(String id) {
        return folder.resolve(id + ".jar");
    }

    /**
     * Writes a content down, under a name that is not its own yet.
     *
     * @param limit how many bytes it may have
     * @throws ContentTooLargeException when it has more
     */
    Incoming receive(InputStream content, long limit) throws IOException {
        Path file = Files.createTempFile(folder, INCOMING, null);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            MessageDigest digest = sha256();
            byte[] buffer = new byte[BUFFER];
            long size = 0;
            for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
                size += read;
                if (size > limit) {
                    throw new ContentTooLargeException();
                }
                digest.update(buffer, 0, read);
                ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, read);
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
            }
            return new Incoming(file, HexFormat.of().formatHex(digest.digest()), size);
        } catch (IOException | RuntimeException failure) {
            Files.deleteIfExists(file);
            throw failure;
        }
    }

    /** Removes a content; one that is not there stays away. */
    void remove(String id) {
        try {
            Files.deleteIfExists(path(id));
        } catch (IOException failure) {
            throw new UncheckedIOException(path(id) + " cannot be removed", failure);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java has SHA-256", impossible);
        }
    }

    /** A content that was written down whole; closing it forgets it unless it was kept. */
    final class Incoming implements AutoCloseable {

        private final Path file;
        private final String id;
        private final long size;

        private Incoming(Path file, String id, long size) {
            this.file = file;
            this.id = id;
            this.size = size;
        }

        Path file() {
            return file;
        }

        String id() {
            return id;
        }

        long size() {
            return size;
        }

        /** Gives it its own name; once that is done, it stays whatever happens. */
        void keep() throws IOException {
            if (Files.exists(path(id))) {
                return;
            }
            sync(file);
            Files.move(file, path(id), StandardCopyOption.ATOMIC_MOVE);
            sync(folder);
        }

        private static void sync(Path path) throws IOException {
            try (FileChannel channel = FileChannel.open(path)) {
                channel.force(true);
            }
        }

        @Override
        public void close() throws IOException {
            Files.deleteIfExists(file);
        }
    }

    /** It has more bytes than it may. */
    static final class ContentTooLargeException extends IOException {

        private static final long serialVersionUID = 1L;
    }
}
