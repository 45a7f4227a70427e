package org.godwit.hierarchy;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.godwit.credential.Account;
import org.godwit.security.SystemOnly;
import org.godwit.site.DataClass;
import org.godwit.site.SourceDatabase;
import org.godwit.site.provider.SmsProvider;

/** Opens the source site of a defined hierarchy for the modules that read it. */
@SystemOnly("Called by gathering, client and job within work whose right was checked")
public interface SourceConnections {

    /**
     * Opens the top-level site's database with the hierarchy's account. Where an SMS Provider is given, it completes what the
     * account's rights in the database do not reach.
     *
     * @throws org.godwit.site.SourceFailure if it cannot be opened
     * @throws org.godwit.shared.GodwitException {@code SOURCE_HIERARCHY_NOT_FOUND}, {@code SOURCE_CREDENTIAL_MISSING}
     */
    SourceDatabase open(long hierarchyId);

    /**
     * Opens the SMS Providers of the top-level site with the hierarchy's account; they are first asked by the first read.
     *
     * @return empty where only SQL is given
     * @throws org.godwit.site.SourceFailure if the domain does not sign the account in
     * @throws org.godwit.shared.GodwitException {@code SOURCE_HIERARCHY_NOT_FOUND}, {@code SOURCE_CREDENTIAL_MISSING}
     */
    Optional<SmsProvider> provider(long hierarchyId);

    /**
     * Opens the database of a top-level site that is not defined yet, with the account given for it.
     *
     * @throws org.godwit.site.SourceFailure if it cannot be opened
     * @throws org.godwit.shared.GodwitException {@code SOURCE_HIERARCHY_INVALID}, {@code JDBC_URL_REFUSED}
     */
    SourceDatabase open(SourceHierarchyDefinition definition);

    /**
     * With which account the content shares of its distribution points are read.
     *
     * @throws org.godwit.shared.GodwitException {@code SOURCE_HIERARCHY_NOT_FOUND}, {@code SOURCE_CREDENTIAL_MISSING}
     */
    Account contentAccount(long hierarchyId);

    /** Whether its data is being gathered: false once gathering was stopped or migration from it finished. */
    boolean active(long hierarchyId);

    /** The interval of its data gathering. */
    Duration gatherEvery(long hierarchyId);

    /** Codes of its sites, as last gathered. */
    Set<String> siteCodes(long hierarchyId);

    /** The data classes the admin ticked for this hierarchy. */
    Set<DataClass> dataClasses(long hierarchyId);
}
