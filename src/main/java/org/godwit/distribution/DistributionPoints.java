package org.godwit.distribution;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import java.io.OutputStream;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.godwit.audit.AuditEntry;
import org.godwit.audit.AuditTrail;
import org.godwit.content.ContentEvidence;
import org.godwit.security.Actor;
import org.godwit.security.ScopeGuard;
import org.godwit.security.Securable;
import org.godwit.security.SecurityScopes;
import org.godwit.shared.CanonicalJson;
import org.godwit.shared.GodwitException;
import org.godwit.shared.Page;
import org.godwit.shared.PageQuery;
import org.godwit.shared.SiteCode;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.PageRequest;
import org.springframework.data.domain.Sort;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The destination's distribution points in the database. */
@Service
@Transactional
class DistributionPoints implements DistributionPointService {

    static final String TYPE = "DISTRIBUTION_POINT";
    private static final int MAX_LOCATION = 4000;
    private static final Set<String> SORTABLE = Set.of("id", "name", "siteCode", "createdAt");

    private final DistributionPointRepository points;
    private final PointStore store;
    private final ValidationStore validations;
    private final EvidenceStore evidence;
    private final PointEvidence export;
    private final LocationRules rules;
    private final LocationAccounts accounts;
    private final ShareEncryption encryption;
    private final SecurityScopes scopes;
    private final ScopeGuard guard;
    private final AuditTrail audit;
    private final SchedulerClient scheduler;
    private final Clock clock;

    DistributionPoints(
            DistributionPointRepository points,
            PointStore store,
            ValidationStore validations,
            EvidenceStore evidence,
            PointEvidence export,
            LocationRules rules,
            LocationAccounts accounts,
            ShareEncryption encryption,
            SecurityScopes scopes,
            ScopeGuard guard,
            AuditTrail audit,
            SchedulerClient scheduler,
            Clock clock) {
        this.points = points;
        this.store = store;
        this.validations = validations;
        this.evidence = evidence;
        this.export = export;
        this.rules = rules;
        this.accounts = accounts;
        this.encryption = encryption;
        this.scopes = scopes;
        this.guard = guard;
        this.audit = audit;
        this.scheduler = scheduler;
        this.clock = clock;
    }

    @Override
    @Transactional(readOnly = true)
    public Page<DistributionPoint> list(PageQuery query) {
        Set<Long> reach = guard.inReach(Securable.DISTRIBUTION_POINT);
        Page<DistributionPointEntity> page = reach == null ? page(query) : page(query, reach);
        Map<Long, PointStore.Held> held = store.held(
                page.items().stream().map(DistributionPointEntity::id).toList());
        return page.map(p -> view(p, held.getOrDefault(p.id(), PointStore.Held.NOTHING)));
    }

    private Page<DistributionPointEntity> page(PageQuery query) {
        var page = points.findAll(PageRequest.of(query.page(), query.size(), sort(query.sort())));
        return new Page<>(page.getContent(), query.page(), query.size(), page.getTotalElements());
    }

    /** Those in reach may be more than a statement takes parameters. */
    private Page<DistributionPointEntity> page(PageQuery query, Set<Long> reach) {
        List<DistributionPointEntity> all = points.findAll(sort(query.sort())).stream()
                .filter(p -> reach.contains(p.id()))
                .toList();
        List<DistributionPointEntity> some =
                all.stream().skip(query.offset()).limit(query.size()).toList();
        return new Page<>(some, query.page(), query.size(), all.size());
    }

    @Override
    @Transactional(readOnly = true)
    public List<DistributionPointName> names() {
        Set<Long> reach = guard.inReach(Securable.DISTRIBUTION_POINT);
        return points.findAll(Sort.by("name")).stream()
                .filter(p -> reach == null || reach.contains(p.id()))
                .map(p -> new DistributionPointName(p.id(), p.name(), p.siteCode(), p.state()))
                .toList();
    }

    @Override
    @Transactional(readOnly = true)
    public DistributionPointTotals totals() {
        Set<Long> reach = guard.inReach(Securable.DISTRIBUTION_POINT);
        List<Long> ids = points.ids().stream()
                .filter(id -> reach == null || reach.contains(id))
                .toList();
        Collection<PointStore.Held> held = store.held(ids).values();
        return new DistributionPointTotals(
                ids.size(),
                held.stream().mapToLong(PointStore.Held::packages).sum(),
                held.stream().mapToLong(PointStore.Held::bytes).sum());
    }

    private static Sort sort(@Nullable String text) {
        if (text == null || text.isBlank()) {
            return Sort.by("name");
        }
        String[] parts = text.split(",", 2);
        String direction = parts.length == 1 ? "asc" : parts[1].strip().toLowerCase(Locale.ROOT);
        if (!SORTABLE.contains(parts[0].strip()) || !Set.of("asc", "desc").contains(direction)) {
            throw GodwitException.invalid(
                    "SORT_INVALID",
                    "The list cannot be sorted by '" + text + "'.",
                    "Sort by one of " + SORTABLE.stream().sorted().toList() + ", with ',asc' or ',desc'.");
        }
        return Sort.by(Sort.Direction.fromString(direction), parts[0].strip()).and(Sort.by("id"));
    }

    @Override
    @Transactional(readOnly = true)
    public DistributionPoint get(long id) {
        return view(find(id));
    }

    @Override
    public DistributionPoint create(NewDistributionPoint wanted) {
        Checked checked = check(wanted, null);
        DistributionPointEntity entity = new DistributionPointEntity(
                checked.name(), checked.siteCode(), checked.location(), checked.bandwidth(), clock.instant());
        entity.putInto(scopes.choose(wanted.securityScopes()));
        entity = points.saveAndFlush(entity);
        accounts.keep(LocationAccounts.ofPoint(entity.id()), wanted.location(), null);
        encryption.changed(TYPE, entity.id(), entity.name(), null, wanted.location());
        audit.record(AuditEntry.success("DISTRIBUTION_POINT_CREATED", TYPE, entity.id(), entity.name())
                .with("siteCode", entity.siteCode())
                .with("securityScopes", entity.securityScopes())
                .with("location", wanted.location().text()));
        return view(entity);
    }

    @Override
    public DistributionPoint update(long id, NewDistributionPoint wanted) {
        DistributionPointEntity entity = find(id);
        Checked checked = check(wanted, id);
        Location before = entity.location();
        AuditEntry change = AuditEntry.success("DISTRIBUTION_POINT_MODIFIED", TYPE, id, checked.name())
                .with("before", state(entity));
        entity.change(checked.name(), checked.siteCode(), checked.location(), checked.bandwidth(), clock.instant());
        if (wanted.securityScopes() != null) {
            entity.putInto(scopes.choose(wanted.securityScopes()));
        }
        points.flush();
        accounts.keep(LocationAccounts.ofPoint(id), wanted.location(), before);
        if (!before.equals(LocationAccounts.bare(wanted.location()))) {
            store.forgetProofs(id);
        }
        encryption.changed(TYPE, id, entity.name(), before, wanted.location());
        audit.record(change.with("after", state(entity)));
        return view(entity);
    }

    @Override
    public ContentValidation verify(long id) {
        return validate(id, false, "DISTRIBUTION_POINT_VERIFY_REQUESTED");
    }

    @Override
    public ContentValidation repair(long id) {
        return validate(id, true, "DISTRIBUTION_POINT_REPAIR_REQUESTED");
    }

    private ContentValidation validate(long id, boolean repair, String action) {
        DistributionPointEntity entity = find(id);
        long validation = validations.add(id, repair, Actor.current().name(), clock.instant());
        scheduler.scheduleIfNotExists(ContentTasks.VALIDATION
                .instance(Long.toString(validation))
                .data(new ContentTasks.ValidationData(validation))
                .scheduledTo(clock.instant()));
        audit.record(AuditEntry.success(action, TYPE, id, entity.name()).with("validation", validation));
        return validation(id, validation);
    }

    @Override
    public ContentValidation stopValidation(long id, long validationId) {
        validation(id, validationId);
        if (!validations.requestStop(validationId, clock.instant())) {
            throw GodwitException.conflict(
                    "CONTENT_VALIDATION_FINISHED",
                    "This validation is finished.",
                    "Look at what it found; nothing is left to stop.");
        }
        audit.record(AuditEntry.success("DISTRIBUTION_POINT_VERIFY_STOP_REQUESTED", TYPE, id, find(id).name())
                .with("validation", validationId));
        return validation(id, validationId);
    }

    @Override
    @Transactional(readOnly = true)
    public ContentValidation validation(long id, long validationId) {
        return validations
                .find(validationId)
                .filter(v -> v.distributionPointId() == id)
                .orElseThrow(() -> GodwitException.notFound(
                        "CONTENT_VALIDATION_NOT_FOUND",
                        "There is no such validation of this distribution point.",
                        "List the distribution point's validations."));
    }

    @Override
    @Transactional(readOnly = true)
    public Page<ContentValidation> validations(long id, PageQuery query) {
        find(id);
        return validations.list(id, query);
    }

    @Override
    @Transactional(readOnly = true)
    public Page<StoredPackage> packages(long id, PageQuery query) {
        find(id);
        return store.packages(id, query);
    }

    @Override
    @Transactional(readOnly = true)
    public String evidence(long id, String packageId) {
        DistributionPointEntity point = find(id);
        return store.findPackage(id, packageId)
                .map(stored -> stored.contentIds().stream()
                        .map(contentId -> evidence.evidence(id, contentId))
                        .filter(Objects::nonNull)
                        .map(ContentEvidence::sha256sums)
                        .collect(Collectors.joining()))
                .orElseThrow(() -> GodwitException.notFound(
                        "PACKAGE_NOT_PUBLISHED",
                        "No package of this id is published at " + point.name() + ".",
                        "List the distribution point's packages."));
    }

    @Override
    @Transactional(readOnly = true)
    public void evidence(long id, EvidenceFormat format, OutputStream out) {
        DistributionPointEntity point = find(id);
        export.write(point, format, out);
        audit.recordApart(AuditEntry.success("CONTENT_EVIDENCE_EXPORTED", TYPE, id, point.name())
                .with("format", format.name()));
    }

    private record Checked(
            String name,
            String siteCode,
            String location,
            @Nullable String bandwidth) {}

    private Checked check(NewDistributionPoint wanted, @Nullable Long self) {
        String name = wanted.name() == null ? "" : wanted.name().strip();
        if (name.isEmpty() || name.length() > 255 || wanted.siteCode() == null || wanted.location() == null) {
            throw GodwitException.invalid(
                    "DISTRIBUTION_POINT_INVALID",
                    "A distribution point needs a name of at most 255 characters, a site code and a location.",
                    "Give name, siteCode and location.");
        }
        if (wanted.location() instanceof Location.Http) {
            throw GodwitException.refused(
                    "LOCATION_INVALID",
                    "Content cannot be written to a distribution point over HTTP.",
                    "Give the destination as DIRECTORY or SMB.");
        }
        rules.check(wanted.location());
        points.findByName(name).filter(p -> self == null || p.id() != self).ifPresent(p -> {
            throw GodwitException.conflict(
                    "DISTRIBUTION_POINT_EXISTS",
                    "There is already a distribution point named " + name + ".",
                    "Choose another name, or change the existing one.");
        });
        String location = CanonicalJson.write(LocationAccounts.bare(wanted.location()));
        String bandwidth = wanted.bandwidth() == null ? null : CanonicalJson.write(wanted.bandwidth());
        if (location.length() > MAX_LOCATION || (bandwidth != null && bandwidth.length() > MAX_LOCATION)) {
            throw GodwitException.invalid(
                    "DISTRIBUTION_POINT_INVALID",
                    "The location or the bandwidth windows are too long to be kept.",
                    "Use fewer or shorter paths, and fewer windows.");
        }
        return new Checked(name, new SiteCode(wanted.siteCode()).value(), location, bandwidth);
    }

    private DistributionPointEntity find(long id) {
        return points.findById(id).orElseThrow(() -> notFound(id));
    }

    static GodwitException notFound(long id) {
        return GodwitException.notFound(
                "DISTRIBUTION_POINT_NOT_FOUND",
                "There is no distribution point " + id + ".",
                "List the distribution points to see their ids.");
    }

    private static Map<String, Object> state(DistributionPointEntity entity) {
        return Map.of(
                "name", entity.name(),
                "siteCode", entity.siteCode(),
                "securityScopes", entity.securityScopes(),
                "location", entity.location().text());
    }

    private DistributionPoint view(DistributionPointEntity entity) {
        return view(entity, store.held(List.of(entity.id())).getOrDefault(entity.id(), PointStore.Held.NOTHING));
    }

    private DistributionPoint view(DistributionPointEntity entity, PointStore.Held held) {
        return new DistributionPoint(
                entity.id(),
                entity.name(),
                entity.siteCode(),
                accounts.shown(entity.location(), LocationAccounts.ofPoint(entity.id())),
                entity.bandwidth(),
                entity.state(),
                held.packages(),
                held.bytes(),
                entity.createdAt(),
                entity.modifiedAt(),
                entity.securityScopes());
    }
}
