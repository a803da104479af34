/** Runs of scripted attacks: what was asked for, and which sequences each run takes. */
@NullMarked
package io.millrace.producer.scenario;

import org.jspecify.annotations.NullMarked;
