package io.millrace.consumer.result;

/**
 * What became of the results of a request.
 *
 * @param received how many came
 * @param stored how many are new, or other than the one that was kept under their id
 * @param repeated how many were there already, or are followed by another one with their id
 * @param ignored how many are older than the horizon
 */
record Stored(int received, int stored, int repeated, int ignored) {}
