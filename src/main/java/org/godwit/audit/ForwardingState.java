package org.godwit.audit;

import java.time.Duration;

/**
 * How far the trail has come to its syslog receiver.
 *
 * @param unsent how many events it has not got yet
 * @param behind age of the oldest of them; zero if there is none
 * @param late whether that is more than {@code godwit.audit.syslog.alert-after}
 */
public record ForwardingState(long unsent, Duration behind, boolean late) {}
