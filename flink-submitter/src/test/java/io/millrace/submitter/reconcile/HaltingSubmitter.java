package io.millrace.submitter.reconcile;

import io.millrace.submitter.SubmitterApplication;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * The submitter as a program that ends as a power cut would, at the boundary of its loop which a file names; it ends
 * nowhere while there is no such file.
 */
public final class HaltingSubmitter {

    /** The system property with the path of that file. */
    public static final String FILE = "millrace.halt.file";

    private HaltingSubmitter() {}

    public static void main(String[] arguments) {
        Path file = Path.of(System.getProperty(FILE));
        FaultPoints points = point -> {
            if (point.equals(read(file))) {
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
