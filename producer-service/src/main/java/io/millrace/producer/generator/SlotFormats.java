package io.millrace.producer.generator;

/** Numbers and times in the forms that Windows and Sysmon write them in. */
final class SlotFormats {
    private static final int DAY_LENGTH = 10;
    private static final long NANOSECONDS_PER_SECOND = 1_000_000_000L;
    private static final long NANOSECONDS_PER_DAY = 86_400_000_000_000L;
    private static final long FIRST_LOGON_ID = 0x60000;
    private static final long LOGON_IDS_APART = 8;
    private static final int LOGON_ID_JITTER = 7;

    private SlotFormats() {}

    /** Grows from session to session, by more than the jitter: no session has another's. */
    static long logonId(Scene scene) {
        return FIRST_LOGON_ID + scene.sessionNumber() * LOGON_IDS_APART + (scene.sessionHash() & LOGON_ID_JITTER);
    }

    /** From the dynamic range of Windows, 49152 to 65535. */
    static int ephemeralPort(long hash) {
        return 49_152 + Mix.below(16_384, hash);
    }

    /** Run-time id of a packet filter. */
    static int filterId(long hash) {
        return 65_000 + (int) (hash & 0x3FFF);
    }

    /** Windows hands out multiples of four. */
    static int processId(long hash) {
        return 4 * (256 + Mix.below(3_800, hash));
    }

    static void appendProcessId(long hash, LineBuffer out) {
        out.appendByte('0');
        out.appendByte('x');
        appendHex(processId(hash), out);
    }

    static void appendHex(long value, LineBuffer out) {
        out.appendHex(value, hexDigits(value));
    }

    static void appendUpperHex(long value, LineBuffer out) {
        out.appendUpperHex(value, hexDigits(value));
    }

    static void appendGuid(long hash, LineBuffer out) {
        long low = Mix.derive(hash, 0);
        out.appendByte('{');
        out.appendUpperHex(hash >>> 32, 8);
        out.appendByte('-');
        out.appendUpperHex(hash >>> 16, 4);
        out.appendByte('-');
        out.appendUpperHex(hash, 4);
        out.appendByte('-');
        out.appendUpperHex(low >>> 48, 4);
        out.appendByte('-');
        out.appendUpperHex(low, 12);
        out.appendByte('}');
    }

    /** {@code 2026-01-31 08:15:30.123}. */
    static void appendSysmonTime(long epochNanoseconds, LineBuffer out) {
        out.appendSysmonTime(epochNanoseconds);
    }

    /** {@code 2026-01-31}. */
    static void appendDay(long epochNanoseconds, LineBuffer out) {
        int start = out.skip(DAY_LENGTH);
        CivilTime.writeDay(epochNanoseconds, out.array(), start);
    }

    /** Some seconds up to some minutes, nanoseconds. */
    static long momentsBefore(Scene scene) {
        return NANOSECONDS_PER_SECOND * (2 + Mix.below(300, scene.cellHash()));
    }

    /** The licence service starts itself again a week later. */
    static void appendRestartTime(long epochNanoseconds, LineBuffer out) {
        out.appendTimestamp(epochNanoseconds + 7 * NANOSECONDS_PER_DAY);
    }

    private static int hexDigits(long value) {
        return Math.max(1, (Long.SIZE - Long.numberOfLeadingZeros(value) + 3) / 4);
    }
}
