package org.godwit.distribution;

import java.io.IOException;
import org.godwit.content.ContentSource;
import org.godwit.content.ContentTarget;
import org.springframework.stereotype.Component;

/** Opens the content library of a distribution point, with the account that belongs to it. */
@Component
class Libraries {

    private final LibraryOpener opener;
    private final LocationAccounts accounts;

    Libraries(LibraryOpener opener, LocationAccounts accounts) {
        this.opener = opener;
        this.accounts = accounts;
    }

    /** @throws IOException if it cannot be reached */
    ContentSource source(SourcePointStore.Row point) throws IOException {
        return opener.open(
                Eligibility.location(point), () -> accounts.ofSourcePointOrHierarchy(point.hierarchyId(), point.id()));
    }

    /** @throws IOException if it cannot be reached */
    ContentTarget target(DistributionPointEntity point) throws IOException {
        return opener.open(point.location(), () -> accounts.account(LocationAccounts.ofPoint(point.id())));
    }
}
