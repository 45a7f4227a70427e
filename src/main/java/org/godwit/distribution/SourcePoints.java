package org.godwit.distribution;

import java.util.List;
import org.godwit.audit.AuditEntry;
import org.godwit.audit.AuditTrail;
import org.godwit.shared.CanonicalJson;
import org.godwit.shared.GodwitException;
import org.godwit.shared.Page;
import org.godwit.shared.PageQuery;
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
    private final AuditTrail audit;

    SourcePoints(SourcePointStore store, LocationRules rules, LocationAccounts accounts, AuditTrail audit) {
        this.store = store;
        this.rules = rules;
        this.accounts = accounts;
        this.audit = audit;
    }

    @Override
    @Transactional(readOnly = true)
    public Page<SourcePoint> list(long hierarchyId, PageQuery query) {
        return store.list(hierarchyId, query).map(this::view);
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
        audit.record(AuditEntry.success(
                        "SOURCE_LOCATION_SET",
                        "SOURCE_DISTRIBUTION_POINT",
                        id,
                        row.point().serverName())
                .with("before", Eligibility.location(row).text())
                .with("after", bare.text()));
        return view(find(hierarchyId, id));
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
        List<String> reasons = Eligibility.reasonsAgainst(row);
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
                row.packages(),
                row.gatheredAt());
    }
}
