package org.godwit.wave;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.godwit.audit.AuditEntry;
import org.godwit.audit.AuditTrail;
import org.godwit.client.ClientLists;
import org.godwit.client.ClientLists.Cut;
import org.godwit.security.Actor;
import org.godwit.security.ScopeGuard;
import org.godwit.security.Securable;
import org.godwit.shared.GodwitException;
import org.godwit.shared.Page;
import org.godwit.shared.PageQuery;
import org.godwit.wave.WavePlan.Status;
import org.godwit.wave.WavePlan.Wave;
import org.godwit.wave.WavePlan.WaveStatus;
import org.godwit.wave.WaveStore.Plan;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Waves as admins meet them. */
@Service
@Transactional
class WaveManager implements WaveService {

    private static final int LONGEST_NAME = 150;
    private static final int LARGEST_WAVE = 1_000_000;
    private static final int MOST_WAVES = 1_000;
    private static final Duration LONGEST_PAUSE = Duration.ofDays(90);

    private final ClientLists lists;
    private final WaveStore store;
    private final ScopeGuard scopes;
    private final AuditTrail audit;
    private final Clock clock;

    WaveManager(ClientLists lists, WaveStore store, ScopeGuard scopes, AuditTrail audit, Clock clock) {
        this.lists = lists;
        this.scopes = scopes;
        this.store = store;
        this.audit = audit;
        this.clock = clock;
    }

    @Override
    public WavePlan create(NewWavePlan request) {
        Duration pause = request.pause() == null ? Duration.ZERO : request.pause();
        check(request, pause);
        scopes.require(Securable.SOURCE_HIERARCHY, request.sourceHierarchyId());
        List<Cut> cuts =
                lists.cut(request.sourceHierarchyId(), request.clients().selection(), request.sizes());
        if (cuts.isEmpty() || cuts.size() > MOST_WAVES) {
            throw GodwitException.invalid(
                    "WAVES_EMPTY",
                    cuts.isEmpty()
                            ? "Nobody is chosen, so there is no wave."
                            : "That would be " + cuts.size() + " waves, more than " + MOST_WAVES + ".",
                    "Gather the source first, choose other clients, or other sizes.");
        }
        Actor creator = Actor.current();
        Set<String> within =
                creator.scopes().contains(Actor.SCOPE_ALL) ? Set.of(Actor.SCOPE_DEFAULT) : creator.scopes();
        long id = store.insert(request, pause, cuts, within, creator.name(), clock.instant());
        audit.record(event("CLIENT_WAVES_CREATED", id, request.name())
                .with("sourceHierarchy", request.sourceHierarchyId())
                .with("securityScopes", new TreeSet<>(within))
                .with("waves", cuts.size())
                .with("clients", cuts.stream().mapToLong(Cut::clients).sum())
                .with("blocked", cuts.stream().mapToLong(Cut::blocked).sum()));
        return get(id);
    }

    private static void check(NewWavePlan request, Duration pause) {
        String name = request.name() == null ? "" : request.name().strip();
        boolean sizes = request.sizes() != null
                && !request.sizes().isEmpty()
                && request.sizes().stream().allMatch(s -> s != null && s >= 1 && s <= LARGEST_WAVE);
        if (name.isEmpty()
                || name.length() > LONGEST_NAME
                || request.clients() == null
                || !sizes
                || pause.isNegative()
                || pause.compareTo(LONGEST_PAUSE) > 0) {
            throw GodwitException.invalid(
                    "WAVES_INVALID",
                    "Waves need a name, the clients, sizes of at least 1, and a pause of at most 90 days.",
                    "Send {\"name\": \"Shops\", \"sourceHierarchyId\": 1, \"clients\": {\"siteCode\": \"PS1\"},"
                            + " \"sizes\": [50, 500], \"pause\": \"PT12H\"}.");
        }
    }

    @Override
    @Transactional(readOnly = true)
    public WavePlan get(long id) {
        return view(required(id));
    }

    @Override
    @Transactional(readOnly = true)
    public Page<WavePlan> list(PageQuery page) {
        Set<Long> reach = scopes.inReach(Securable.SOURCE_HIERARCHY);
        Set<String> held = Actor.current().scopes();
        Set<String> in = held.contains(Actor.SCOPE_ALL) ? null : held;
        List<WavePlan> items = store.list(reach, in, page.offset(), page.size()).stream()
                .map(this::view)
                .toList();
        return new Page<>(items, page.page(), page.size(), store.count(reach, in));
    }

    @Override
    public WavePlan start(long id) {
        Plan plan = required(id);
        if (plan.status() != Status.READY && plan.status() != Status.HELD) {
            throw state(plan, "started");
        }
        store.setPlan(id, Status.RUNNING, null, clock.instant());
        audit.record(event("CLIENT_WAVES_STARTED", id, plan.name())
                .with("before", plan.status().name()));
        return get(id);
    }

    @Override
    public WavePlan hold(long id) {
        Plan plan = required(id);
        if (plan.status() != Status.RUNNING) {
            throw state(plan, "held");
        }
        store.setPlan(id, Status.HELD, "It was held by " + Actor.current().name() + ".", null);
        audit.record(event("CLIENT_WAVES_HELD", id, plan.name()));
        return get(id);
    }

    @Override
    public void delete(long id) {
        store.lock(id);
        Plan plan = required(id);
        List<Wave> waves = store.waves(id);
        if (plan.status() == Status.RUNNING || waves.stream().anyMatch(w -> w.status() == WaveStatus.RUNNING)) {
            throw state(plan, "removed while a wave runs");
        }
        store.delete(id);
        lists.remove(waves.stream().map(Wave::listId).toList());
        audit.record(event("CLIENT_WAVES_DELETED", id, plan.name())
                .with("before", plan.status().name())
                .with("waves", waves.size()));
    }

    private static AuditEntry event(String action, long id, String name) {
        return AuditEntry.success(action, WaveSteps.OBJECT_TYPE, id, name.strip());
    }

    private Plan required(long id) {
        return store.find(id)
                .filter(plan -> scopes.reaches(Securable.SOURCE_HIERARCHY, plan.hierarchyId()))
                .filter(plan -> Actor.current().reaches(store.scopes(id)))
                .orElseThrow(() -> GodwitException.notFound(
                        "WAVES_NOT_FOUND", "There are no client waves " + id + ".", "Look them up in the list."));
    }

    private static GodwitException state(Plan plan, String what) {
        return GodwitException.conflict(
                "WAVES_STATE",
                "The waves '" + plan.name() + "' are " + plan.status() + " and cannot be " + what + ".",
                "Look at their state first.");
    }

    private WavePlan view(Plan plan) {
        List<Wave> waves = store.waves(plan.id());
        return new WavePlan(
                plan.id(),
                plan.name(),
                plan.hierarchyId(),
                plan.createdBy(),
                plan.createdAt(),
                store.scopes(plan.id()),
                plan.pause(),
                plan.status(),
                plan.heldBecause(),
                plan.nextAt(),
                waves.stream().mapToLong(Wave::clients).sum(),
                waves.stream()
                        .filter(w -> w.status() == WaveStatus.COMPLETED)
                        .mapToLong(Wave::clients)
                        .sum(),
                expectedEnd(plan, waves, clock.instant()),
                waves);
    }

    /** By the clients a second of the waves that are done. */
    static @Nullable Instant expectedEnd(Plan plan, List<Wave> waves, Instant now) {
        List<Wave> done =
                waves.stream().filter(w -> w.status() == WaveStatus.COMPLETED).toList();
        List<Wave> left =
                waves.stream().filter(w -> w.status() != WaveStatus.COMPLETED).toList();
        if (done.isEmpty() || left.isEmpty()) {
            return null;
        }
        long clients = done.stream().mapToLong(Wave::clients).sum();
        Duration took = done.stream()
                .map(w ->
                        Duration.between(Objects.requireNonNull(w.startedAt()), Objects.requireNonNull(w.finishedAt())))
                .reduce(Duration.ZERO, Duration::plus);
        long leftClients = left.stream().mapToLong(Wave::clients).sum();
        Instant next = plan.nextAt() == null || plan.nextAt().isBefore(now) ? now : plan.nextAt();
        return next.plus(Duration.ofMillis(Math.round((double) took.toMillis() / clients * leftClients)))
                .plus(plan.pause().multipliedBy(left.size() - 1L));
    }
}
