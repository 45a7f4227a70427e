package org.godwit.access;

import java.util.function.Supplier;
import org.godwit.security.ActingAs;
import org.godwit.security.Actor;
import org.godwit.security.RunAs;
import org.godwit.shared.GodwitException;
import org.springframework.stereotype.Component;

/** Acts as the administrative user of the given name, with her rights of this moment. */
@Component
class AccountRunAs implements RunAs {

    private final SignIn accounts;

    AccountRunAs(SignIn accounts) {
        this.accounts = accounts;
    }

    @Override
    public <T> T user(String userName, Supplier<T> work) {
        Actor actor = accounts.current(userName)
                .map(SignedInUser::actor)
                .orElseThrow(() -> new GodwitException(
                        GodwitException.Kind.FORBIDDEN,
                        "ADMIN_USER_GONE",
                        "The administrative user '" + userName + "' is gone or disabled, so nothing runs in that name.",
                        "Let somebody else create the work anew, or enable the account again."));
        return ActingAs.actor(actor, work);
    }

    @Override
    public <T> T system(Supplier<T> work) {
        return ActingAs.actor(Actor.SYSTEM, work);
    }
}
