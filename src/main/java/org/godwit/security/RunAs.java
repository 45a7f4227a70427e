package org.godwit.security;

import java.util.function.Supplier;

/**
 * Runs work of the schedule with somebody's rights, looked up afresh: a scheduled job acts with its creator's rights as
 * they are when it starts (design 8).
 */
public interface RunAs {

    /**
     * @param userName sign-in name of the administrative user
     * @throws org.godwit.shared.GodwitException {@code ADMIN_USER_GONE} if there is no such user or it is disabled
     */
    <T> T user(String userName, Supplier<T> work);

    /** Runs as {@link Actor#SYSTEM}. */
    <T> T system(Supplier<T> work);
}
