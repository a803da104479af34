package io.millrace.bench.submit;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What Flink's scripts give the JVMs they start.
 *
 * @param conf the folder of {@code config.yaml} and {@code logback.xml}
 */
record FlinkJvm(Path conf) {
    /** What a distribution of Flink holds, as far as it is needed, and an SLF4J binding. Nothing of Millrace. */
    private static final Pattern DISTRIBUTION = Pattern.compile("flink-(?!submitter|analytics).*|commons-.*|kryo-.*"
            + "|minlog-.*|objenesis-.*|reflectasm-.*|javassist-.*|RoaringBitmap-.*|lz4-.*|snappy-.*|async-profiler-.*"
            + "|snakeyaml-engine-.*|jsr305-.*|slf4j-api-.*|logback-.*");

    private static final List<String> EXPORTED = List.of(
            "java.base/sun.net.util",
            "java.rmi/sun.rmi.registry",
            "jdk.compiler/com.sun.tools.javac.api",
            "jdk.compiler/com.sun.tools.javac.file",
            "jdk.compiler/com.sun.tools.javac.parser",
            "jdk.compiler/com.sun.tools.javac.tree",
            "jdk.compiler/com.sun.tools.javac.util",
            "java.security.jgss/sun.security.krb5");

    private static final List<String> OPENED = List.of(
            "java.lang",
            "java.net",
            "java.io",
            "java.nio",
            "sun.nio.ch",
            "java.lang.reflect",
            "java.text",
            "java.time",
            "java.util",
            "java.util.concurrent",
            "java.util.concurrent.atomic",
            "java.util.concurrent.locks");

    /** Writes the folder. */
    static FlinkJvm configure(Path conf) throws IOException {
        Files.createDirectories(conf);
        Files.writeString(conf.resolve("config.yaml"), """
                rest:
                  address: 127.0.0.1
                parallelism:
                  default: 1
                """);
        Files.writeString(conf.resolve("logback.xml"), """
                <configuration>
                  <appender name="console" class="ch.qos.logback.core.ConsoleAppender">
                    <encoder><pattern>%d{HH:mm:ss.SSS} %level %logger{0} %msg%n</pattern></encoder>
                  </appender>
                  <root level="INFO"><appender-ref ref="console"/></root>
                </configuration>
                """);
        return new FlinkJvm(conf);
    }

    /** The options of {@code env.java.opts.all} in the configuration that Flink comes with, and the log's. */
    List<String> options() {
        return Stream.of(
                        EXPORTED.stream().map(name -> "--add-exports=" + name + "=ALL-UNNAMED"),
                        OPENED.stream().map(name -> "--add-opens=java.base/" + name + "=ALL-UNNAMED"),
                        Stream.of("-Dlogback.configurationFile=" + conf.resolve("logback.xml")))
                .flatMap(options -> options)
                .toList();
    }

    /** The jars of Flink among those of this JVM. */
    static String classPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> DISTRIBUTION
                        .matcher(String.valueOf(Path.of(entry).getFileName()))
                        .matches())
                .collect(Collectors.joining(File.pathSeparator));
    }
}
