package org.godwit.distribution;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.godwit.audit.AuditEntry;
import org.godwit.audit.AuditTrail;
import org.godwit.hierarchy.SourceSites;
import org.godwit.security.ScopeGuard;
import org.godwit.security.Securable;
import org.godwit.shared.CanonicalJson;
import org.godwit.shared.GodwitException;
import org.godwit.shared.Page;
import org.godwit.shared.PageQuery;
import org.godwit.shared.SiteCode;
import org.godwit.site.SourceSiteInfo;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Source distribution points in the database. */
@Service
@Transactional
class SourcePoints implements SourceDistributionPointService {

    private static final int MAX_LOCATION = 4000;

    private final SourcePointStore store;
    private final LocationRules rules;
    private final LocationAccounts accounts;
    private final TakeoverPlanner planner;
    private final SourceSites sites;
    private final ShareEncryption encryption;
    private final SharedContents sharedContents;
    private final ScopeGuard scopes;
    private final AuditTrail audit;

    SourcePoints(
            SourcePointStore store,
            LocationRules rules,
            LocationAccounts accounts,
            TakeoverPlanner planner,
            SourceSites sites,
            ShareEncryption encryption,
            SharedContents sharedContents,
            ScopeGuard scopes,
            AuditTrail audit) {
        this.store = store;
        this.rules = rules;
        this.accounts = accounts;
        this.planner = planner;
        this.sites = sites;
        this.encryption = encryption;
        this.sharedContents = sharedContents;
        this.scopes = scopes;
        this.audit = audit;
    }

    @Override
    @Transactional(readOnly = true)
    public Page<SourcePoint> list(long hierarchyId, PageQuery query) {
        Map<String, SharedContent> comesWith = sharedContents.of(hierarchyId);
        return store.list(hierarchyId, query).map(row -> view(row, comesWith));
    }

    @Override
    @Transactional(readOnly = true)
    public List<SourcePointName> names() {
        Set<Long> inReach = scopes.inReach(Securable.SOURCE_HIERARCHY);
        return store.names().stream()
                .filter(point -> inReach == null || inReach.contains(point.hierarchyId()))
                .toList();
    }

    @Override
    @Transactional(readOnly = true)
    public SourcePoint get(long hierarchyId, long id) {
        return view(find(hierarchyId, id));
    }

    @Override
    public SourcePoint setLocation(long hierarchyId, long id, Location location) {
        SourcePointStore.Row row = find(hierarchyId, id);
        if (location == null) {
            throw GodwitException.invalid(
                    "LOCATION_INVALID", "There is no location in the request.", "Give kind and the fields it needs.");
        }
        rules.check(location);
        Location bare = LocationAccounts.bare(location);
        if (CanonicalJson.write(bare).length() > MAX_LOCATION) {
            throw GodwitException.invalid("LOCATION_INVALID", "The location is too long.", "Use shorter paths.");
        }
        accounts.keep(LocationAccounts.ofSourcePoint(hierarchyId, id), location, row.location());
        store.setLocation(id, bare);
        encryption.changed("SOURCE_DISTRIBUTION_POINT", id, row.point().serverName(), row.location(), bare);
        audit.record(AuditEntry.success(
                        "SOURCE_LOCATION_SET",
                        "SOURCE_DISTRIBUTION_POINT",
                        id,
                        row.point().serverName())
                .with("before", Eligibility.location(row).text())
                .with("after", bare.text()));
        return view(find(hierarchyId, id));
    }

    @Override
    public SourcePoint share(long hierarchyId, long id, boolean shared) {
        SourcePointStore.Row row = find(hierarchyId, id);
        if (row.shared() != shared) {
            share(hierarchyId, List.of(row), shared);
        }
        return view(find(hierarchyId, id));
    }

    @Override
    public List<SourcePoint> shareSite(long hierarchyId, String siteCode, boolean shared) {
        String site = new SiteCode(siteCode).value();
        Set<String> codes = sites.of(hierarchyId).stream()
                .filter(s -> s.kind() == SourceSiteInfo.Kind.SECONDARY && site.equalsIgnoreCase(s.parentSiteCode()))
                .map(s -> s.siteCode().toUpperCase(Locale.ROOT))
                .collect(Collectors.toCollection(HashSet::new));
        codes.add(site);
        List<SourcePointStore.Row> there = store.all(hierarchyId).stream()
                .filter(row -> codes.contains(row.point().siteCode().toUpperCase(Locale.ROOT)))
                .toList();
        if (there.isEmpty()) {
            throw GodwitException.notFound(
                    "SITE_WITHOUT_DISTRIBUTION_POINT",
                    "No distribution point of site " + site + " was gathered.",
                    "List the distribution points of the source hierarchy to see their sites.");
        }
        share(hierarchyId, there.stream().filter(row -> row.shared() != shared).toList(), shared);
        Map<String, SharedContent> comesWith = sharedContents.of(hierarchyId);
        return there.stream()
                .map(row -> view(find(hierarchyId, row.id()), comesWith))
                .toList();
    }

    private void share(long hierarchyId, List<SourcePointStore.Row> rows, boolean shared) {
        store.share(hierarchyId, rows.stream().map(SourcePointStore.Row::id).toList(), shared);
        rows.forEach(row -> audit.record(AuditEntry.success(
                        shared ? "DISTRIBUTION_POINT_SHARED" : "DISTRIBUTION_POINT_NOT_SHARED",
                        "SOURCE_DISTRIBUTION_POINT",
                        row.id(),
                        row.point().serverName())
                .with("siteCode", row.point().siteCode())));
    }

    private SourcePointStore.Row find(long hierarchyId, long id) {
        return store.find(id)
                .filter(row -> row.hierarchyId() == hierarchyId)
                .orElseThrow(() -> GodwitException.notFound(
                        "DISTRIBUTION_POINT_NOT_FOUND",
                        "The source hierarchy has no distribution point " + id + ".",
                        "List the distribution points of the source hierarchy to see their ids."));
    }

    private SourcePoint view(SourcePointStore.Row row) {
        return view(row, sharedContents.of(row.hierarchyId()));
    }

    private SourcePoint view(SourcePointStore.Row row, Map<String, SharedContent> comesWith) {
        List<String> reasons = Eligibility.reasonsAgainst(row);
        List<String> reassign = planner.reasonsAgainst(row);
        return new SourcePoint(
                row.id(),
                row.hierarchyId(),
                row.point().serverName(),
                row.point().siteCode(),
                reasons.isEmpty(),
                reasons,
                accounts.shown(Eligibility.location(row), LocationAccounts.ofSourcePoint(row.hierarchyId(), row.id())),
                row.location() != null,
                row.point().pull(),
                row.point().pxe(),
                row.point().cloud(),
                row.point().protectedPoint(),
                row.shared(),
                reassign.isEmpty(),
                reassign,
                row.takenOverBy(),
                row.packages(),
                comesWith.getOrDefault(row.point().nalPath().toUpperCase(Locale.ROOT), SharedContent.NOTHING),
                row.gatheredAt());
    }
}
