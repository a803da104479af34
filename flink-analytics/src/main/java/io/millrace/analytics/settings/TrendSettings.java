package io.millrace.analytics.settings;

import java.io.Serializable;
import java.time.Duration;

/**
 * What is told about windows beyond their counts.
 *
 * @param top how many of the most frequent keys are named; 0 names none
 * @param hostMemory how long a host may be silent before its baseline is forgotten
 */
public record TrendSettings(int top, Duration hostMemory) implements Serializable {}
