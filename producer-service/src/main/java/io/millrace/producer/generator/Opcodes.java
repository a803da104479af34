package io.millrace.producer.generator;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The numbers of opcodes: those of winmeta.xml, and those of PowerShell and Windows Update. */
final class Opcodes {
    private static final Map<String, Integer> NUMBERS = Map.ofEntries(
            Map.entry("Info", 0),
            Map.entry("Start", 1),
            Map.entry("Stop", 2),
            Map.entry("DCStart", 3),
            Map.entry("DCStop", 4),
            Map.entry("Extension", 5),
            Map.entry("Reply", 6),
            Map.entry("Resume", 7),
            Map.entry("Suspend", 8),
            Map.entry("Send", 9),
            Map.entry("Receive", 240),
            Map.entry("Open (async)", 10),
            Map.entry("Download", 12),
            Map.entry("Installation", 13),
            Map.entry("On create calls", 15),
            Map.entry("To be used when an exception is raised", 19),
            Map.entry("To be used when operation is just executing a method", 20));

    private Opcodes() {}

    /** The number, 0 where the event has no opcode, or null where its provider alone would know it. */
    static @Nullable Integer number(@Nullable String opcode) {
        return opcode == null ? Integer.valueOf(0) : NUMBERS.get(opcode);
    }
}
