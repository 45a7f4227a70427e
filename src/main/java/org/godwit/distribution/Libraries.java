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
    private final HttpPoints http;
    private final GatheredStore gathered;

    Libraries(LibraryOpener opener, LocationAccounts accounts, HttpPoints http, GatheredStore gathered) {
        this.opener = opener;
        this.accounts = accounts;
        this.http = http;
        this.gathered = gathered;
    }

    /** @throws IOException if it cannot be reached */
    ContentSource source(SourcePointStore.Row point) throws IOException {
        if (point.location() instanceof Location.Http location) {
            return http.open(
                    location,
                    () -> accounts.ofSourcePointOrHierarchy(point.hierarchyId(), point.id()),
                    packageId -> gathered.expected(point.hierarchyId(), packageId));
        }
        return opener.open(
                Eligibility.location(point), () -> accounts.ofSourcePointOrHierarchy(point.hierarchyId(), point.id()));
    }

    /** @throws IOException if it cannot be reached */
    ContentTarget target(DistributionPointEntity point) throws IOException {
        return opener.open(point.location(), () -> accounts.account(LocationAccounts.ofPoint(point.id())));
    }
}
