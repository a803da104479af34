package io.millrace.submitter.reconcile;

import io.millrace.submitter.SubmitterApplication;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The submitter as a program that ends as a power cut would, at the boundary of its loop which a file says: by its name, or
 * by how many are passed before. It ends nowhere while there is no such file.
 */
public final class HaltingSubmitter {

    /** The system property with the path of that file. */
    public static final String FILE = "millrace.halt.file";

    private HaltingSubmitter() {}

    public static void main(String[] arguments) {
        Path file = Path.of(System.getProperty(FILE));
        AtomicInteger passed = new AtomicInteger();
        FaultPoints points = point -> {
            String end = read(file);
            boolean counted = end.matches("[0-9]+") && passed.incrementAndGet() > Integer.parseInt(end);
            if (counted || point.equals(end)) {
                Runtime.getRuntime().halt(137);
            }
        };
        SubmitterApplication.builder()
                .initializers(context -> context.getBeanFactory().registerSingleton("faultPoints", points))
                .run(arguments);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException none) {
            return "";
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
