package org.godwit.distribution;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.godwit.audit.AuditEntry;
import org.godwit.audit.AuditTrail;
import org.godwit.security.Actor;
import org.godwit.security.ScopeGuard;
import org.godwit.security.Securable;
import org.godwit.shared.GodwitException;
import org.godwit.shared.Page;
import org.godwit.shared.PageQuery;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Retirements in the database; {@link RetirementSweep} carries them out. */
@Service
@Transactional
class Retirements implements RetirementService {

    static final String TYPE = "CONTENT_RETIREMENT";
    private static final Duration LONGEST = Duration.ofDays(3650);
    private static final int MOST_PACKAGES = 10_000;
    private static final int MAX_WHY = 1000;

    private final RetirementStore store;
    private final PointStore points;
    private final TransferProperties properties;
    private final ScopeGuard scopes;
    private final AuditTrail audit;
    private final Clock clock;

    Retirements(
            RetirementStore store,
            PointStore points,
            TransferProperties properties,
            ScopeGuard scopes,
            AuditTrail audit,
            Clock clock) {
        this.store = store;
        this.points = points;
        this.properties = properties;
        this.scopes = scopes;
        this.audit = audit;
        this.clock = clock;
    }

    @Override
    @Transactional(readOnly = true)
    public Page<Retirement> list(
            Retirement.@Nullable Status status, @Nullable Long distributionPointId, PageQuery query) {
        Set<String> held = Actor.current().scopes();
        return store.list(status, distributionPointId, held.contains(Actor.SCOPE_ALL) ? null : held, query);
    }

    @Override
    @Transactional(readOnly = true)
    public Retirement get(long id) {
        return store.find(id)
                .filter(r -> scopes.reaches(Securable.DISTRIBUTION_POINT, r.distributionPointId()))
                .orElseThrow(() -> GodwitException.notFound(
                        "RETIREMENT_NOT_FOUND",
                        "There is no retirement " + id + ".",
                        "List the retirements to see their ids."));
    }

    @Override
    @Transactional(readOnly = true)
    public List<Proposal> proposals(long pointId) {
        Set<String> planned = store.planned(pointId);
        return store.notStated(pointId, points).stream()
                .filter(p -> !planned.contains(p.packageId()))
                .map(p -> new Proposal(
                        p.packageId(), p.files(), p.bytes(), "Its source hierarchy no longer states this package."))
                .toList();
    }

    @Override
    public List<Retirement> plan(long pointId, NewRetirement wanted) {
        List<String> packageIds =
                wanted.packageIds() == null ? List.of() : List.copyOf(new TreeSet<>(wanted.packageIds()));
        Duration grace = wanted.grace() == null ? properties.retireAfter() : wanted.grace();
        String why = wanted.why() == null ? "" : wanted.why().strip();
        if (packageIds.isEmpty()
                || packageIds.size() > MOST_PACKAGES
                || grace.isNegative()
                || grace.compareTo(LONGEST) > 0
                || why.length() > MAX_WHY) {
            throw GodwitException.invalid(
                    "RETIREMENT_INVALID",
                    "A retirement needs packages, a reason of at most " + MAX_WHY
                            + " characters and a grace period of at most ten years.",
                    "Give packageIds and, if they are to go sooner or later than usual, grace, for example P7D.");
        }
        String point = points.nameOf(pointId);
        Set<String> planned = store.planned(pointId);
        Instant now = clock.instant();
        List<Retirement> made = new ArrayList<>();
        for (String packageId : packageIds) {
            StoredPackage stored = points.findPackage(pointId, packageId)
                    .orElseThrow(() -> GodwitException.notFound(
                            "PACKAGE_NOT_PUBLISHED",
                            "Package " + packageId + " is not published at " + point + ".",
                            "List the distribution point's packages."));
            if (planned.contains(stored.packageId())) {
                continue;
            }
            long id =
                    store.add(pointId, stored.packageId(), why, Actor.current().name(), now, now.plus(grace));
            made.add(store.find(id).orElseThrow());
            audit.record(AuditEntry.success("PACKAGE_RETIREMENT_PLANNED", TYPE, id, stored.packageId())
                    .with("distributionPoint", point)
                    .with("why", why)
                    .with("dueAt", now.plus(grace).toString()));
        }
        return made;
    }

    @Override
    public Retirement cancel(long id) {
        Retirement retirement = get(id);
        if (!store.end(
                id,
                Retirement.Status.CANCELLED,
                Actor.current().name(),
                clock.instant(),
                "It was taken back before its time.",
                0,
                0)) {
            throw GodwitException.conflict(
                    "RETIREMENT_ENDED",
                    "The retirement is " + get(id).status() + "; it can no longer be taken back.",
                    "Migrate the package again, or let a distribution job bring it from another point.");
        }
        audit.record(AuditEntry.success("PACKAGE_RETIREMENT_CANCELLED", TYPE, id, retirement.packageId())
                .with("distributionPoint", retirement.distributionPoint()));
        return get(id);
    }
}
