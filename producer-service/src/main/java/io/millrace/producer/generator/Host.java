package io.millrace.producer.generator;

/**
 * A computer of the company.
 *
 * @param number counts the hosts from 0
 * @param role what it is for
 * @param name short name, e.g. {@code HLD-WS017}
 * @param fullName with the domain, as in a record's computer field
 * @param address IPv4
 * @param sid of its machine account
 */
record Host(int number, Role role, Constant name, Constant fullName, Constant address, Constant sid) {
    private static final long RECORDS_BEFORE_THE_STREAM = 100_000;
    private static final long RECORDS_APART = 7_919;

    /** A record number that grows from event to event of the host and is never used twice there, but leaves gaps. */
    long recordId(long sequence) {
        return RECORDS_BEFORE_THE_STREAM + number * RECORDS_APART + sequence;
    }
}
