package io.millrace.analytics.settings;

import io.millrace.stream.event.EventFormat;
import java.io.Serializable;
import java.time.Duration;

/**
 * How to tell an event's time.
 *
 * @param mode which time counts
 * @param outOfOrderness how far an event's own time may lie behind the newest one; of no effect on {@link TimeMode#ARRIVAL}
 * @param format how events are written
 */
public record TimeSettings(TimeMode mode, Duration outOfOrderness, EventFormat format) implements Serializable {}
