package org.godwit.distribution;

import org.godwit.credential.Account;
import org.godwit.credential.AccountInput;
import org.godwit.credential.CredentialOwner;
import org.godwit.credential.CredentialVault;
import org.godwit.shared.GodwitException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The accounts given with locations: kept in the vault, never beside the location. The account of a source point belongs to
 * its source hierarchy, so that finishing the migration removes it with the others.
 */
@Component
class LocationAccounts {

    private final CredentialVault vault;

    LocationAccounts(CredentialVault vault) {
        this.vault = vault;
    }

    static CredentialOwner ofPoint(long pointId) {
        return new CredentialOwner("DISTRIBUTION_POINT", Long.toString(pointId), "CONTENT");
    }

    static CredentialOwner ofSourcePoint(long hierarchyId, long pointId) {
        return new CredentialOwner("SOURCE_HIERARCHY", Long.toString(hierarchyId), "DISTRIBUTION_POINT_" + pointId);
    }

    /**
     * Puts the account given with a location into the vault. Without one, the present account is kept as long as it would be
     * shown to the same server; a secret is never sent to another.
     *
     * @param before the location so far; null for a new one
     * @throws GodwitException {@code ACCOUNT_INVALID}
     */
    void keep(CredentialOwner owner, Location wanted, @Nullable Location before) {
        AccountInput given = accountOf(wanted);
        if (given != null) {
            Account account = given.toAccount();
            if (account.kind() == Account.Kind.SQL_LOGIN) {
                throw GodwitException.invalid(
                        "ACCOUNT_INVALID",
                        "A SQL login cannot read or write content.",
                        "Give the computer account or a Windows user.");
            }
            vault.store(owner, account);
        } else if (before == null || !sameServer(wanted, before)) {
            vault.remove(owner);
        }
    }

    /** Gives a destination point the account with which the source point's library is opened. */
    void hand(long hierarchyId, long sourcePointId, long pointId) {
        vault.store(ofPoint(pointId), ofSourcePointOrHierarchy(hierarchyId, sourcePointId));
    }

    /** Forgets the account of a destination point. */
    void forget(long pointId) {
        vault.remove(ofPoint(pointId));
    }

    /** The location as it is kept: without its account. */
    static Location bare(Location location) {
        if (location instanceof Location.Smb smb) {
            return new Location.Smb(smb.server(), smb.share(), smb.path(), null, smb.encryption());
        }
        return location instanceof Location.Http http ? new Location.Http(http.url(), null) : location;
    }

    /** The location with its account as callers see it: without a secret. */
    Location shown(Location bare, CredentialOwner owner) {
        if (bare instanceof Location.Directory) {
            return bare;
        }
        AccountInput account = vault.describe(owner)
                .map(c -> new AccountInput(c.kind(), c.domain(), c.user(), null))
                .orElseGet(AccountInput::computer);
        if (bare instanceof Location.Smb smb) {
            return new Location.Smb(smb.server(), smb.share(), smb.path(), account, smb.encryption());
        }
        return bare instanceof Location.Http http ? new Location.Http(http.url(), account) : bare;
    }

    /** The account to sign in with. */
    Account account(CredentialOwner owner) {
        return vault.find(owner).orElseGet(Account::computer);
    }

    /** The account with which a library is opened that a run into or out of a source hierarchy reads or writes. */
    Account of(long hierarchyId, Consignment.Library library) {
        return library.kind() == Consignment.Library.Kind.SOURCE
                ? ofSourcePointOrHierarchy(hierarchyId, library.pointId())
                : account(ofPoint(library.pointId()));
    }

    /** The account given for the point, else the one its source hierarchy has for content. */
    Account ofSourcePointOrHierarchy(long hierarchyId, long pointId) {
        return vault.find(ofSourcePoint(hierarchyId, pointId))
                .or(() -> vault.find(new CredentialOwner("SOURCE_HIERARCHY", Long.toString(hierarchyId), "CONTENT")))
                .orElseGet(Account::computer);
    }

    private static @Nullable AccountInput accountOf(Location location) {
        if (location instanceof Location.Smb smb) {
            return smb.account();
        }
        return location instanceof Location.Http http ? http.account() : null;
    }

    private static boolean sameServer(Location one, Location other) {
        if (one instanceof Location.Smb smb && other instanceof Location.Smb before) {
            return smb.server().equalsIgnoreCase(before.server());
        }
        return one instanceof Location.Http http
                && other instanceof Location.Http before
                && http.url().equals(before.url());
    }
}
