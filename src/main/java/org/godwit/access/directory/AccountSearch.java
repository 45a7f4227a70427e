package org.godwit.access.directory;

import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Accounts and their groups, as an Active Directory connection shows them. */
final class AccountSearch {

    static final String ACCOUNT_NAME = "sAMAccountName";
    static final String ACCOUNT_CONTROL = "userAccountControl";
    /** Constructed: also says what follows from time, such as an expired password (MS-ADA2 2.502). */
    static final String ACCOUNT_CONTROL_COMPUTED = "msDS-User-Account-Control-Computed";

    static final String ACCOUNT_EXPIRES = "accountExpires";

    private static final int MOST_GROUPS = 5_000;
    /** LDAP_MATCHING_RULE_IN_CHAIN (MS-ADTS 3.1.1.3.4.4.3): membership through groups in groups. */
    private static final String IN_CHAIN = "1.2.840.113556.1.4.1941";

    private final LDAPConnection connection;
    private final String baseDn;

    AccountSearch(LDAPConnection connection, String baseDn) {
        this.connection = connection;
        this.baseDn = baseDn;
    }

    /** @param identity what of the account is known */
    Optional<SearchResultEntry> find(Filter identity) throws LDAPException {
        Filter person = Filter.createANDFilter(Filter.createEqualityFilter("objectClass", "user"), identity);
        return Optional.ofNullable(connection.searchForEntry(
                baseDn,
                SearchScope.SUB,
                person,
                ACCOUNT_NAME,
                ACCOUNT_CONTROL,
                ACCOUNT_CONTROL_COMPUTED,
                ACCOUNT_EXPIRES));
    }

    /** The account with its groups, also those through other groups. @param accountName {@code alice@corp.example} */
    DirectoryAccount account(SearchResultEntry entry, String accountName) throws LDAPException {
        SearchRequest memberships = new SearchRequest(
                baseDn,
                SearchScope.SUB,
                Filter.createExtensibleMatchFilter("member", IN_CHAIN, false, entry.getDN()),
                ACCOUNT_NAME);
        memberships.setSizeLimit(MOST_GROUPS);
        Set<String> groups = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        List<SearchResultEntry> found = connection.search(memberships).getSearchEntries();
        for (SearchResultEntry group : Objects.requireNonNullElse(found, List.<SearchResultEntry>of())) {
            String name = group.getAttributeValue(ACCOUNT_NAME);
            if (name != null) {
                groups.add(name);
            }
        }
        String canonical = entry.getAttributeValue(ACCOUNT_NAME);
        String name = canonical == null
                ? accountName
                : canonical.toLowerCase(Locale.ROOT) + accountName.substring(accountName.indexOf('@'));
        return new DirectoryAccount(name, groups);
    }
}
