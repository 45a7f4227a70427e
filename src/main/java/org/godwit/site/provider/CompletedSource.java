package org.godwit.site.provider;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.godwit.site.ClientRead;
import org.godwit.site.DataClass;
import org.godwit.site.Disclosure;
import org.godwit.site.ObjectType;
import org.godwit.site.PackageStatus;
import org.godwit.site.SourceContent;
import org.godwit.site.SourceDatabase;
import org.godwit.site.SourceDistributionPoint;
import org.godwit.site.SourceFailure;
import org.godwit.site.SourceObject;
import org.godwit.site.SourceRight;
import org.godwit.site.SourceSiteInfo;
import org.jspecify.annotations.Nullable;

/**
 * A source that is read from its database and, where the account's rights there do not reach, over its SMS Provider: boundaries,
 * boundary groups, include and exclude rules of collections, and hashes of contents. What the provider gives has the form that
 * the database would give it. A provider that is needed and cannot be asked fails the reading, as the database would.
 */
public final class CompletedSource implements SourceDatabase {

    private final SourceDatabase database;
    private final Supplier<SmsProvider> providers;
    private final Set<SourceRight> lacking;
    private @Nullable SmsProvider opened;

    /** @param providers opens the provider when it is first needed; what it opens is closed with this source */
    public CompletedSource(SourceDatabase database, Supplier<SmsProvider> providers) {
        this.database = database;
        this.providers = providers;
        this.lacking = EnumSet.noneOf(SourceRight.class);
        database.lacking().stream().filter(right -> !right.givenByProvider()).forEach(lacking::add);
    }

    /** Mode, status and version are the provider's where the database has none: older releases' view shows no mode. */
    @Override
    public List<SourceSiteInfo> sites() {
        Map<String, ProviderSites.Site> shown = new HashMap<>();
        ProviderSites.read(provider()).forEach(site -> shown.put(site.siteCode().toUpperCase(Locale.ROOT), site));
        return database.sites().stream()
                .map(site -> completed(site, shown.get(site.siteCode().toUpperCase(Locale.ROOT))))
                .toList();
    }

    private static SourceSiteInfo completed(SourceSiteInfo site, ProviderSites.@Nullable Site shown) {
        if (shown == null) {
            return site;
        }
        return new SourceSiteInfo(
                site.siteCode(),
                site.siteName(),
                site.serverName(),
                site.parentSiteCode(),
                site.kind(),
                site.version() == null && !shown.version().isEmpty() ? shown.version() : site.version(),
                site.buildNumber(),
                site.status() == 1 ? shown.status() : site.status(),
                site.mode() == 0 ? shown.mode() : site.mode());
    }

    @Override
    public Set<ObjectType> objectTypes() {
        Set<ObjectType> types = EnumSet.of(ObjectType.BOUNDARY, ObjectType.BOUNDARY_GROUP);
        types.addAll(database.objectTypes());
        return types;
    }

    @Override
    public void objects(ObjectType type, Consumer<SourceObject> sink) {
        switch (type) {
            case BOUNDARY -> {
                if (needed(SourceRight.BOUNDARIES)) {
                    ProviderBoundaries.boundaries(provider(), sink);
                } else {
                    database.objects(type, sink);
                }
            }
            case BOUNDARY_GROUP -> {
                if (needed(SourceRight.BOUNDARY_GROUPS)) {
                    ProviderBoundaries.groups(provider(), sink);
                } else {
                    database.objects(type, sink);
                }
            }
            case COLLECTION -> {
                if (needed(SourceRight.COLLECTION_INCLUDES)) {
                    ProviderCollectionRules rules = new ProviderCollectionRules(provider());
                    database.objects(type, collection -> sink.accept(rules.completed(collection)));
                    if (rules.unseen() > 0) {
                        lacking.add(SourceRight.COLLECTION_INCLUDES);
                    }
                } else {
                    database.objects(type, sink);
                }
            }
            default -> database.objects(type, sink);
        }
    }

    @Override
    public void clients(ClientRead read, ClientSink sink) {
        database.clients(read, sink);
    }

    @Override
    public long countClients(ClientRead read) {
        return database.countClients(read);
    }

    @Override
    public boolean clientMarks(Set<DataClass> classes, MarkSink sink) {
        return database.clientMarks(classes, sink);
    }

    @Override
    public void contents(Consumer<SourceContent> sink) {
        ProviderContentHashes hashes = ProviderContentHashes.read(provider());
        database.contents(content -> sink.accept(hashes.completed(content)));
    }

    @Override
    public List<SourceDistributionPoint> distributionPoints() {
        return database.distributionPoints();
    }

    @Override
    public void packageStatus(Consumer<PackageStatus> sink) {
        database.packageStatus(sink);
    }

    @Override
    public boolean auditMessages(Consumer<Map<String, @Nullable Object>> sink) {
        return database.auditMessages(sink);
    }

    @Override
    public Set<SourceRight> lacking() {
        return Set.copyOf(lacking);
    }

    @Override
    public List<Disclosure> disclosures() {
        List<Disclosure> all = new ArrayList<>(database.disclosures());
        List<ProviderQuery> configuration = new ArrayList<>();
        if (needed(SourceRight.BOUNDARIES)) {
            configuration.add(ProviderBoundaries.BOUNDARIES);
        }
        if (needed(SourceRight.BOUNDARY_GROUPS)) {
            configuration.addAll(
                    List.of(ProviderBoundaries.GROUPS, ProviderBoundaries.MEMBERS, ProviderBoundaries.SITE_SYSTEMS));
        }
        if (needed(SourceRight.COLLECTION_INCLUDES)) {
            configuration.add(ProviderCollectionRules.COLLECTIONS);
        }
        configuration.forEach(
                query -> disclosure(DataClass.CONFIGURATION, query).ifPresent(all::add));
        disclosure(DataClass.CONTENT, ProviderContentHashes.CONTENTS).ifPresent(all::add);
        return all;
    }

    @Override
    public void close() {
        SmsProvider provider = opened;
        if (provider != null) {
            provider.close();
        }
        database.close();
    }

    private boolean needed(SourceRight right) {
        return database.lacking().contains(right);
    }

    private SmsProvider provider() {
        SmsProvider provider = opened;
        if (provider == null) {
            provider = providers.get();
            opened = provider;
        }
        return provider;
    }

    /** Empty where the account's role shows nothing of the class, so nothing would be read. */
    private Optional<Disclosure> disclosure(DataClass dataClass, ProviderQuery query) {
        long[] rows = new long[1];
        try {
            provider().each(query, node -> rows[0]++);
        } catch (SourceFailure e) {
            if (e.reason() == SourceFailure.Cause.NO_PROVIDER_PERMISSION) {
                return Optional.empty();
            }
            throw e;
        }
        return Optional.of(new Disclosure(dataClass, query.className(), query.select(), rows[0], false));
    }
}
