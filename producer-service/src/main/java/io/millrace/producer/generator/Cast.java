package io.millrace.producer.generator;

/**
 * Who acts in an event of a scenario, and where.
 *
 * @param host that is attacked
 * @param actor who acts
 * @param from where the attack comes from
 * @param other whom it is about besides
 * @param hash of what happens on this host
 * @param label the run's
 */
record Cast(Host host, Account actor, Host from, Account other, long hash, Constant label) {}
