package io.millrace.producer.generator;

/**
 * A domain account.
 *
 * @param name logon name
 * @param sid always the same for the account
 * @param workstation where its user sits
 * @param deskLogonId of the session at the workstation that began before the stream, below all that begin in it
 */
record Account(Constant name, Constant sid, Host workstation, long deskLogonId) {}
