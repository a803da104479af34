package io.millrace.submitter.store;

import org.jspecify.annotations.Nullable;

/** A declaration that is about to be stored. */
public record NewJob(String name, JobSpec spec, @Nullable String idempotencyKey) {}
