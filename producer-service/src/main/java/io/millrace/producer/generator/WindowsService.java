package io.millrace.producer.generator;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * A Windows service as the service control manager reports it.
 *
 * @param key its name in the registry
 * @param display its name for people
 * @param path what it runs
 * @param binaryKey the key name as binary data, UTF-16LE, in hexadecimal
 * @param binaryRunning the binary data of event 7036 when it runs: the key name and the state, UTF-16LE, in hexadecimal
 * @param binaryStopped the same when it has stopped
 */
record WindowsService(
        Constant key,
        Constant display,
        Constant path,
        Constant binaryKey,
        Constant binaryRunning,
        Constant binaryStopped) {

    static WindowsService of(CompanyDefinition.ServiceDefinition definition) {
        return new WindowsService(
                new Constant(definition.key()),
                new Constant(definition.display()),
                new Constant(definition.path()),
                state(definition.key()),
                state(definition.key() + "/4"),
                state(definition.key() + "/1"));
    }

    private static Constant state(String keyAndState) {
        byte[] bytes = (keyAndState + '\0').getBytes(StandardCharsets.UTF_16LE);
        return new Constant(HexFormat.of().withUpperCase().formatHex(bytes));
    }
}
