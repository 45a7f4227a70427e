package org.godwit.hierarchy;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.godwit.credential.Account;
import org.godwit.site.DataClass;
import org.godwit.site.SourceDatabase;
import org.godwit.site.SourceDatabases;
import org.godwit.site.SourceSiteInfo;
import org.godwit.site.provider.CompletedSource;
import org.godwit.site.provider.ProviderAddress;
import org.godwit.site.provider.SmsProvider;
import org.godwit.site.provider.SmsProviders;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Opens sources as they are defined and stored. */
@Component
class StoredSourceConnections implements SourceConnections {

    private final HierarchyLookup hierarchies;
    private final HierarchyAccounts accounts;
    private final SourceDatabases databases;
    private final SmsProviders providers;
    private final SourceSiteStore sites;
    private final TransactionTemplate transaction;

    StoredSourceConnections(
            HierarchyLookup hierarchies,
            HierarchyAccounts accounts,
            SourceDatabases databases,
            SmsProviders providers,
            SourceSiteStore sites,
            TransactionTemplate transaction) {
        this.hierarchies = hierarchies;
        this.accounts = accounts;
        this.databases = databases;
        this.providers = providers;
        this.sites = sites;
        this.transaction = transaction;
    }

    /** The connection is made after the transaction that reads the account: a slow source holds no lock here. */
    @Override
    public SourceDatabase open(long hierarchyId) {
        SourceHierarchyEntity hierarchy = hierarchies.required(hierarchyId);
        SourceDatabase database = databases.open(hierarchy.jdbcUrl(), account(hierarchy, AccountPurpose.DATABASE));
        return hierarchy.providerUrls().isEmpty() ? database : new CompletedSource(database, () -> provider(hierarchy));
    }

    @Override
    public SourceDatabase open(SourceHierarchyDefinition definition) {
        SourceSpecification specification = SpecificationRules.of(definition);
        SourceDatabase database = databases.open(specification.jdbcUrl(), specification.database());
        SourceSpecification.Provider provider = specification.provider();
        return provider == null
                ? database
                : new CompletedSource(
                        database,
                        () -> providers.open(
                                new ProviderAddress(provider.urls(), provider.certificateSha256()),
                                provider.account()));
    }

    @Override
    public Optional<SmsProvider> provider(long hierarchyId) {
        SourceHierarchyEntity hierarchy = hierarchies.required(hierarchyId);
        return hierarchy.providerUrls().isEmpty() ? Optional.empty() : Optional.of(provider(hierarchy));
    }

    @Override
    public Account contentAccount(long hierarchyId) {
        return account(hierarchies.required(hierarchyId), AccountPurpose.CONTENT);
    }

    @Override
    public boolean active(long hierarchyId) {
        return hierarchies.required(hierarchyId).active();
    }

    @Override
    public Duration gatherEvery(long hierarchyId) {
        return hierarchies.required(hierarchyId).gatherEvery();
    }

    @Override
    public Set<String> siteCodes(long hierarchyId) {
        return sites.of(hierarchyId).stream().map(SourceSiteInfo::siteCode).collect(Collectors.toSet());
    }

    @Override
    public Set<DataClass> dataClasses(long hierarchyId) {
        return hierarchies.required(hierarchyId).dataClasses();
    }

    private SmsProvider provider(SourceHierarchyEntity hierarchy) {
        return providers.open(
                new ProviderAddress(hierarchy.providerUrls(), hierarchy.providerCertificate()),
                account(hierarchy, AccountPurpose.PROVIDER));
    }

    private Account account(SourceHierarchyEntity hierarchy, AccountPurpose purpose) {
        return java.util.Objects.requireNonNull(transaction.execute(status -> accounts.account(hierarchy, purpose)));
    }
}
