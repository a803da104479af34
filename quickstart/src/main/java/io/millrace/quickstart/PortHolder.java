package io.millrace.quickstart;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Names the process which listens on a port: from {@code /proc} on Linux, else from {@code lsof}. Another user's
 * processes usually stay unknown.
 */
final class PortHolder {

    private static final Path PROC = Path.of("/proc");
    private static final String LISTENING = "0A";

    private PortHolder() {}

    /** The holder as {@code process 1234 (java …)}, or nothing when it cannot be known. */
    static Optional<String> of(int port) {
        try {
            Optional<String> pid = Files.isReadable(PROC.resolve("net/tcp")) ? fromProc(port) : fromLsof(port);
            return pid.map(PortHolder::described);
        } catch (IOException unknown) {
            // only the name of the culprit is lost; that the port is taken is said all the same
            return Optional.empty();
        }
    }

    private static String described(String pid) {
        return "process " + pid
                + ProcessHandle.of(Long.parseLong(pid))
                        .flatMap(process -> process.info().command())
                        .map(command -> " (" + command + ")")
                        .orElse("");
    }

    private static Optional<String> fromProc(int port) throws IOException {
        Set<String> sockets = new HashSet<>(listening(PROC.resolve("net/tcp"), port));
        sockets.addAll(listening(PROC.resolve("net/tcp6"), port));
        try (Stream<Path> processes = Files.list(PROC)) {
            return processes
                    .filter(process -> process.getFileName().toString().matches("[0-9]+"))
                    .filter(process -> holds(process, sockets))
                    .map(process -> process.getFileName().toString())
                    .findFirst();
        }
    }

    /** The inodes of the sockets that listen on the port; format: proc(5), {@code /proc/net/tcp}. */
    private static List<String> listening(Path table, int port) throws IOException {
        if (!Files.isReadable(table)) {
            return List.of();
        }
        String localPort = String.format(Locale.ROOT, ":%04X", port);
        try (Stream<String> lines = Files.lines(table)) {
            return lines.map(line -> line.trim().split("\\s+"))
                    .filter(fields -> fields.length > 9 && fields[1].endsWith(localPort) && fields[3].equals(LISTENING))
                    .map(fields -> "socket:[" + fields[9] + "]")
                    .toList();
        }
    }

    private static boolean holds(Path process, Set<String> sockets) {
        try (Stream<Path> descriptors = Files.list(process.resolve("fd"))) {
            return descriptors.anyMatch(descriptor -> sockets.contains(target(descriptor)));
        } catch (IOException notOurs) {
            return false;
        }
    }

    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException closedMeanwhile) {
            return "";
        }
    }

    private static Optional<String> fromLsof(int port) throws IOException {
        Process lsof = new ProcessBuilder("lsof", "-nP", "-iTCP:" + port, "-sTCP:LISTEN", "-t")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (Stream<String> lines = lsof.inputReader().lines()) {
            return lines.filter(line -> line.matches("[0-9]+")).findFirst();
        } finally {
            lsof.destroy();
        }
    }
}
