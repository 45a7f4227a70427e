package org.godwit.hierarchy;

import java.util.Arrays;
import java.util.List;
import org.godwit.credential.Account;
import org.godwit.credential.AccountView;
import org.godwit.credential.CredentialVault;
import org.godwit.credential.StoredCredential;
import org.godwit.shared.GodwitException;
import org.springframework.stereotype.Component;

/** The accounts of source hierarchies: their kind is in the definition, their secrets are in the vault. */
@Component
class HierarchyAccounts {

    private final CredentialVault vault;

    HierarchyAccounts(CredentialVault vault) {
        this.vault = vault;
    }

    /** @throws GodwitException {@code SOURCE_CREDENTIAL_MISSING} if the account has a secret that is not stored any more */
    Account account(SourceHierarchyEntity hierarchy, AccountPurpose purpose) {
        if (hierarchy.account(purpose) == Account.Kind.COMPUTER_ACCOUNT) {
            return Account.computer();
        }
        return vault.find(purpose.owner(hierarchy.id())).orElseThrow(() -> missing(hierarchy, purpose));
    }

    /** @throws GodwitException {@code SOURCE_CREDENTIAL_MISSING} if a secret that is needed is not stored any more */
    void requireAll(SourceHierarchyEntity hierarchy) {
        for (AccountPurpose purpose : AccountPurpose.values()) {
            if (hierarchy.account(purpose) != Account.Kind.COMPUTER_ACCOUNT
                    && vault.describe(purpose.owner(hierarchy.id())).isEmpty()) {
                throw missing(hierarchy, purpose);
            }
        }
    }

    AccountView view(SourceHierarchyEntity hierarchy, AccountPurpose purpose) {
        Account.Kind kind = hierarchy.account(purpose);
        return vault.describe(purpose.owner(hierarchy.id()))
                .map(StoredCredential::view)
                .orElseGet(() -> new AccountView(kind, null, null, null, null));
    }

    /** Stores those secrets that the specification brings and are not stored yet. */
    void store(long hierarchyId, SourceSpecification specification, Iterable<AccountPurpose> given) {
        for (AccountPurpose purpose : given) {
            vault.store(purpose.owner(hierarchyId), specification.account(purpose));
        }
    }

    List<StoredCredential> stored(long hierarchyId) {
        return vault.describe(AccountPurpose.OWNER_TYPE, Long.toString(hierarchyId));
    }

    /** @return how many secrets were removed */
    int removeAll(long hierarchyId) {
        return vault.removeAll(AccountPurpose.OWNER_TYPE, Long.toString(hierarchyId));
    }

    static List<AccountPurpose> purposes() {
        return Arrays.asList(AccountPurpose.values());
    }

    private static GodwitException missing(SourceHierarchyEntity hierarchy, AccountPurpose purpose) {
        return GodwitException.conflict(
                "SOURCE_CREDENTIAL_MISSING",
                "The account of '" + hierarchy.name() + "' for " + purpose.words()
                        + " has no stored password any more.",
                "Give the account again by changing the source hierarchy.");
    }
}
