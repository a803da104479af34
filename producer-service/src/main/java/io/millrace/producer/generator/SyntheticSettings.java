package io.millrace.producer.generator;

/**
 * What a synthetic stream is made of.
 *
 * @param seed streams with different seeds have nothing in common but their shape
 * @param profile which hosts log: {@code mixed}, {@code domain-controller}, {@code member-server} or {@code workstation}
 * @param format of the lines; the events are the same in each
 */
public record SyntheticSettings(long seed, String profile, LineFormat format) {
    /** Hosts of all kinds. */
    public static final String MIXED = "mixed";
}
