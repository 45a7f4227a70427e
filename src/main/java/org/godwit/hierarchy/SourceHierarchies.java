package org.godwit.hierarchy;

import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.godwit.audit.AuditEntry;
import org.godwit.audit.AuditTrail;
import org.godwit.credential.Account;
import org.godwit.security.Actor;
import org.godwit.security.ScopeGuard;
import org.godwit.security.Securable;
import org.godwit.security.SecurityScopes;
import org.godwit.shared.GodwitException;
import org.godwit.shared.Page;
import org.godwit.shared.PageQuery;
import org.godwit.site.SourceSiteInfo;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.data.domain.PageRequest;
import org.springframework.data.domain.Sort;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Source hierarchies as they are defined and changed. What a source is asked for happens outside of transactions; what is
 * saved is saved in one, with its audit event.
 */
@Service
class SourceHierarchies implements SourceHierarchyService {

    static final String OBJECT_TYPE = "SOURCE_HIERARCHY";
    private static final int MAX_KEY = 200;
    private static final Map<String, String> SORTS =
            Map.of("id", "id", "name", "name", "siteCode", "siteCode", "createdAt", "createdAt", "state", "state");

    private final SourceHierarchyRepository repository;
    private final HierarchyLookup hierarchies;
    private final HierarchyAccounts accounts;
    private final HierarchyViews views;
    private final SourceSites sites;
    private final Preflight preflight;
    private final Completion completion;
    private final SecurityScopes scopes;
    private final ScopeGuard guard;
    private final AuditTrail audit;
    private final ApplicationEventPublisher events;
    private final TransactionTemplate transaction;
    private final Clock clock;

    SourceHierarchies(
            SourceHierarchyRepository repository,
            HierarchyLookup hierarchies,
            HierarchyAccounts accounts,
            HierarchyViews views,
            SourceSites sites,
            Preflight preflight,
            Completion completion,
            SecurityScopes scopes,
            ScopeGuard guard,
            AuditTrail audit,
            ApplicationEventPublisher events,
            TransactionTemplate transaction,
            Clock clock) {
        this.repository = repository;
        this.hierarchies = hierarchies;
        this.accounts = accounts;
        this.views = views;
        this.sites = sites;
        this.preflight = preflight;
        this.completion = completion;
        this.scopes = scopes;
        this.guard = guard;
        this.audit = audit;
        this.events = events;
        this.transaction = transaction;
        this.clock = clock;
    }

    @Override
    public List<PreflightCheck> preflight(SourceHierarchyDefinition definition) {
        SourceSpecification specification = SpecificationRules.of(definition);
        Preflight.Result result = preflight.run(specification, 0);
        AuditEntry entry = result.failed()
                ? AuditEntry.failed("SOURCE_PREFLIGHT", OBJECT_TYPE, null, specification.name())
                : AuditEntry.success("SOURCE_PREFLIGHT", OBJECT_TYPE, null, specification.name());
        audit.recordApart(tried(entry, specification, result));
        return result.checks();
    }

    @Override
    public SourceHierarchy create(SourceHierarchyDefinition definition, @Nullable String idempotencyKey) {
        String key = key(idempotencyKey);
        Optional<SourceHierarchy> made = madeBefore(key);
        if (made.isPresent()) {
            return made.get();
        }
        SourceSpecification specification = SpecificationRules.of(definition);
        Set<String> chosen = scopes.choose(definition.securityScopes());
        requireFreeName(specification.name(), 0);
        Preflight.Result result =
                passed("SOURCE_HIERARCHY_CREATED", null, specification, preflight.run(specification, 0));
        boolean atOnce = !Boolean.FALSE.equals(definition.gatherAtOnce());
        return saving(specification.name(), () -> {
            SourceHierarchyEntity entity = newOrRevived(specification, result.siteCode(), key);
            entity.define(specification, result.siteCode(), result.checks());
            entity.putInto(chosen);
            entity.modified(Actor.current().name(), clock.instant());
            long id = repository.saveAndFlush(entity).id();
            accounts.store(id, specification, EnumSet.allOf(AccountPurpose.class));
            audit.record(tried(
                            AuditEntry.success("SOURCE_HIERARCHY_CREATED", OBJECT_TYPE, id, specification.name()),
                            specification,
                            result)
                    .with("gatherEvery", specification.gatherEvery().toString())
                    .with("securityScopes", chosen)
                    .with("dataClasses", names(specification)));
            events.publishEvent(new SourceHierarchyEvent.Defined(id, specification.gatherEvery(), atOnce));
            return views.of(entity);
        });
    }

    @Override
    public Page<SourceHierarchy> list(PageQuery query) {
        String[] order = query.orderBy(SORTS, "id asc", "id").split("[ ,]+"); // field and direction come first
        Sort sort = Sort.by(Sort.Direction.fromString(order[1]), order[0]).and(Sort.by("id"));
        Set<Long> reach = guard.inReach(Securable.SOURCE_HIERARCHY);
        PageRequest wanted = PageRequest.of(query.page(), query.size(), sort);
        return in(() -> {
            org.springframework.data.domain.Page<SourceHierarchyEntity> page = reach == null
                    ? repository.findByDeletedAtIsNull(wanted)
                    : repository.findByDeletedAtIsNullAndIdIn(reach, wanted);
            return new Page<>(
                    page.getContent().stream().map(views::of).toList(),
                    query.page(),
                    query.size(),
                    page.getTotalElements());
        });
    }

    @Override
    public SourceHierarchy get(long id) {
        return in(() -> views.of(hierarchies.required(id)));
    }

    @Override
    public List<SourceSiteInfo> sites(long id) {
        hierarchies.required(id);
        return sites.of(id);
    }

    @Override
    public SourceHierarchy change(long id, SourceHierarchyChange change) {
        SourceHierarchyEntity before = hierarchies.required(id);
        boolean concernsSource = change.topLevelSite() != null || change.dataClasses() != null;
        SourceSpecification specification = in(() -> SpecificationRules.changed(
                before, change, concernsSource ? p -> accounts.account(before, p) : p -> Account.computer()));
        requireFreeName(specification.name(), id);
        Set<String> chosen =
                change.securityScopes() == null ? before.securityScopes() : scopes.choose(change.securityScopes());
        if (!concernsSource) {
            return adjust(id, specification, chosen);
        }
        Preflight.Result result =
                passed("SOURCE_HIERARCHY_CHANGED", id, specification, preflight.run(specification, id));
        return saving(specification.name(), () -> {
            SourceHierarchyEntity entity = hierarchies.required(id);
            Set<AccountPurpose> given = SpecificationRules.accountsGiven(change, specification);
            AuditEntry entry = tried(
                            AuditEntry.success("SOURCE_HIERARCHY_CHANGED", OBJECT_TYPE, id, specification.name()),
                            specification,
                            result)
                    .with("before", HierarchyViews.forAudit(entity));
            entity.define(specification, result.siteCode(), result.checks());
            entity.putInto(chosen);
            entity.modified(Actor.current().name(), clock.instant());
            accounts.store(id, specification, given);
            audit.record(entry.with("after", HierarchyViews.forAudit(entity))
                    .with(
                            "accountsGiven",
                            given.stream().map(Enum::name).sorted().toList()));
            if (entity.active()) {
                events.publishEvent(new SourceHierarchyEvent.Changed(id, entity.gatherEvery()));
            }
            return views.of(repository.saveAndFlush(entity));
        });
    }

    @Override
    public SourceHierarchy stopGathering(long id) {
        return in(() -> {
            SourceHierarchyEntity entity = hierarchies.required(id);
            completion.stop(entity);
            return views.of(entity);
        });
    }

    @Override
    public SourceHierarchy resumeGathering(long id) {
        return in(() -> {
            SourceHierarchyEntity entity = hierarchies.required(id);
            if (!entity.active()) {
                accounts.requireAll(entity);
                entity.resume();
                entity.modified(Actor.current().name(), clock.instant());
                audit.record(AuditEntry.success("GATHERING_RESUMED", OBJECT_TYPE, id, entity.name()));
                events.publishEvent(new SourceHierarchyEvent.GatheringResumed(id, entity.gatherEvery()));
            }
            return views.of(entity);
        });
    }

    @Override
    public void delete(long id) {
        completion.delete(id);
    }

    @Override
    public FinishReview finishReview(long id) {
        return in(() -> completion.review(hierarchies.required(id)));
    }

    @Override
    public SourceHierarchy finish(long id) {
        completion.finish(id);
        return get(id);
    }

    @Override
    public SourceHierarchy cleanUp(long id) {
        completion.cleanUp(id);
        return get(id);
    }

    /** A rename, another interval or scope: the source does not notice, so it is not asked. */
    private SourceHierarchy adjust(long id, SourceSpecification specification, Set<String> chosen) {
        return saving(specification.name(), () -> {
            SourceHierarchyEntity entity = hierarchies.required(id);
            AuditEntry entry = AuditEntry.success("SOURCE_HIERARCHY_CHANGED", OBJECT_TYPE, id, specification.name())
                    .with("before", HierarchyViews.forAudit(entity));
            entity.adjust(specification.name(), specification.gatherEvery());
            entity.putInto(chosen);
            entity.modified(Actor.current().name(), clock.instant());
            audit.record(entry.with("after", HierarchyViews.forAudit(entity)));
            if (entity.active()) {
                events.publishEvent(new SourceHierarchyEvent.Changed(id, entity.gatherEvery()));
            }
            return views.of(repository.saveAndFlush(entity));
        });
    }

    private Optional<SourceHierarchy> madeBefore(@Nullable String key) {
        if (key == null) {
            return Optional.empty();
        }
        String caller = Actor.current().name();
        return in(() -> repository
                .findFirstByIdempotencyKeyAndCreatedByAndDeletedAtIsNull(key, caller)
                .map(views::of));
    }

    /** The definition of this source that was deleted before lives again, so that objects find their origin (CM-135). */
    private SourceHierarchyEntity newOrRevived(
            SourceSpecification specification, String siteCode, @Nullable String key) {
        Optional<SourceHierarchyEntity> former =
                repository.findFirstBySiteCodeAndSiteServerAndDeletedAtIsNotNullOrderByIdDesc(
                        siteCode, specification.siteServer());
        former.ifPresent(entity -> entity.revive(key));
        return former.orElseGet(() -> new SourceHierarchyEntity(Actor.current().name(), clock.instant(), key));
    }

    private Preflight.Result passed(
            String action, @Nullable Long id, SourceSpecification specification, Preflight.Result result) {
        if (!result.failed()) {
            return result;
        }
        audit.recordApart(
                tried(AuditEntry.refused(action, OBJECT_TYPE, id, specification.name()), specification, result));
        String failed = result.checks().stream()
                .filter(PreflightCheck::failed)
                .map(PreflightCheck::check)
                .collect(Collectors.joining(", "));
        throw GodwitException.refused(
                        "PREFLIGHT_FAILED",
                        "Preflight failed, nothing was saved: " + failed + ".",
                        "Each failed check of the list says what to do.")
                .with("preflight", result.checks());
    }

    private void requireFreeName(String name, long exceptId) {
        repository
                .findFirstByNameAndDeletedAtIsNull(name)
                .filter(other -> other.id() != exceptId)
                .ifPresent(other -> {
                    throw nameTaken(name);
                });
    }

    private static GodwitException nameTaken(String name) {
        return GodwitException.conflict(
                "SOURCE_HIERARCHY_NAME_TAKEN",
                "There is a source hierarchy called '" + name + "' already.",
                "Choose another name.");
    }

    private static @Nullable String key(@Nullable String given) {
        if (given == null || given.isBlank()) {
            return null;
        }
        if (given.length() > MAX_KEY) {
            throw GodwitException.invalid(
                    "IDEMPOTENCY_KEY_INVALID",
                    "The idempotency key is longer than " + MAX_KEY + " characters.",
                    "Use a UUID.");
        }
        return given.strip();
    }

    private static AuditEntry tried(AuditEntry entry, SourceSpecification specification, Preflight.Result result) {
        return entry.with("siteServer", specification.siteServer())
                .with("siteCode", result.siteCode())
                .with("databaseAccount", specification.database().kind().name())
                .with(
                        "notPassed",
                        result.checks().stream()
                                .filter(c -> c.outcome() != PreflightCheck.Outcome.PASS)
                                .map(c -> c.check() + " " + c.outcome())
                                .toList());
    }

    private static List<String> names(SourceSpecification specification) {
        return specification.dataClasses().stream().map(Enum::name).sorted().toList();
    }

    private SourceHierarchy saving(String name, java.util.function.Supplier<SourceHierarchy> work) {
        try {
            return in(work);
        } catch (DataIntegrityViolationException e) {
            throw nameTaken(name); // two at once; the unique key is the last word
        }
    }

    private <T> T in(java.util.function.Supplier<T> work) {
        return java.util.Objects.requireNonNull(transaction.execute(status -> work.get()));
    }
}
