package org.godwit.security;

import java.util.function.Consumer;
import java.util.function.Supplier;
import org.godwit.shared.GodwitException;
import org.jspecify.annotations.Nullable;

/**
 * Runs work in somebody's name, where no request does: start-up and the schedule. A scheduled job acts with its creator's
 * rights, looked up afresh when it starts (design 8).
 */
public interface RunAs {

    /**
     * @param userName sign-in name of the administrative user
     * @throws org.godwit.shared.GodwitException {@code ADMIN_USER_GONE} if there is no such user or it is disabled
     */
    <T> T user(String userName, Supplier<T> work);

    /** As {@link #user(String, Supplier)}, for work without a result. */
    default void user(String userName, Runnable work) {
        this.<Boolean>user(userName, () -> {
            work.run();
            return true;
        });
    }

    /**
     * Runs as a user what the schedule owes to him. Where that is refused, because he is gone or may not do it any more, the
     * same is run as the system, with the refusal to be told of.
     *
     * @param work takes null while it acts as the user, and else why he was refused
     */
    default void userOrRefused(String userName, Consumer<@Nullable GodwitException> work) {
        try {
            user(userName, () -> work.accept(null));
        } catch (GodwitException e) {
            system(() -> work.accept(e));
        }
    }

    /** Runs as {@link Actor#SYSTEM}. */
    <T> T system(Supplier<T> work);

    /** As {@link #system(Supplier)}, for work without a result. */
    default void system(Runnable work) {
        this.<Boolean>system(() -> {
            work.run();
            return true;
        });
    }
}
