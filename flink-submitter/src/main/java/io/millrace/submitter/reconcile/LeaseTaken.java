package io.millrace.submitter.reconcile;

/** Published when this submitter begins to act: from now on it is the one that answers and changes things. */
public record LeaseTaken() {}
