package io.millrace.quickstart;

import ch.qos.logback.classic.Logger;
import java.util.logging.LogManager;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/** One logging configuration for the whole JVM. Must be called before anything logs. */
final class QuickstartLogging {

    private QuickstartLogging() {}

    static void configure(QuickstartSettings settings) {
        // the page of Flink shows the file of this name as the log of its JobManager and TaskManager
        System.setProperty("log.file", settings.log().toString());
        System.setProperty("millrace.quickstart.clear-line", settings.terminal() ? Console.CLEAR_LINE : "");
        System.setProperty("logback.configurationFile", "quickstart-logback.xml");
        // three Spring applications would each set up logging anew
        System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
        // java.util.logging (Tomcat's default) would write to the console around all of this
        LogManager.getLogManager().reset();
        SLF4JBridgeHandler.install();
    }

    /** The parts lose each other on the way down: expected, so it is told to the file alone. */
    static void quietWhileStopping() {
        if (LoggerFactory.getLogger("io.millrace") instanceof Logger logger) {
            logger.detachAppender("CONSOLE");
        }
    }
}
