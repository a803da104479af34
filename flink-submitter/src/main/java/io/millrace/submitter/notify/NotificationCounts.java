package io.millrace.submitter.notify;

/** How notifications fare, since the start. */
public interface NotificationCounts {

    /** Events the webhook took. */
    long told();

    /** Tries the webhook did not take. */
    long failed();
}
