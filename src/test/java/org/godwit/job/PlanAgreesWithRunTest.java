package org.godwit.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.godwit.catalog.EntityFilter;
import org.godwit.catalog.MigrationEntity;
import org.godwit.shared.PageQuery;
import org.godwit.site.ObjectType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * For random selections of objects and clients, conflict choices, scopes, owners, site codes, and changes of the source before
 * and after planning: what the plan says is what happens, except to objects that changed in between, which are left alone and
 * named; and what is then undone is as before, byte for byte. {@code -Dplan.rounds=…} and {@code -Dplan.seed=…} try more.
 */
class PlanAgreesWithRunTest extends JobFixture {

    private static final int ROUNDS = Integer.getInteger("plan.rounds", 6);
    private static final long SEED = Long.getLong("plan.seed", 5);

    private static final List<String> CHANGES = List.of(
            "UPDATE v_Package SET Description = 'change %d' WHERE PackageType = 0",
            "UPDATE v_Package SET Version = 'v%d' WHERE PackageType IN (257, 258)",
            "UPDATE v_Collection SET Comment = 'change %d' WHERE CollectionID LIKE '%%1'",
            "UPDATE v_Collection SET Comment = 'change %d' WHERE CollectionID LIKE '%%2'",
            "UPDATE v_TaskSequencePackage SET Description = 'change %d'",
            "UPDATE BoundaryGroup SET Description = 'change %d'",
            "UPDATE v_MeteredProductRule SET FileVersion = '%d.*' WHERE Enabled = 1",
            "UPDATE v_CIAssignment SET AssignmentName = 'Deployment %d' WHERE MOD(AssignmentID, 2) = 0",
            "UPDATE v_CombinedDeviceResources SET IsApproved = MOD(%d, 3) WHERE MOD(MachineID, 3) = 0",
            "UPDATE v_CombinedDeviceResources SET IsBlocked = 1 WHERE MOD(MachineID, 97) = MOD(%d, 97) AND IsClient = 1");

    @Autowired
    PlanStore plans;

    @Autowired
    MigrationJobRepository repository;

    private final Random random = new Random(SEED);

    @Test
    void what_the_plan_says_is_what_happens() {
        for (int round = 0; round < ROUNDS; round++) {
            if (round > 0 && random.nextInt(4) != 0) {
                changeSource(change(round));
            }
            Set<Long> excluded = new HashSet<>(some(random.nextInt(3)));
            catalogue.replaceExclusionList(hierarchyId, excluded, null);
            MigrationJob job = jobs.create(randomRequest(round), null);
            MigrationPlan plan = jobs.makePlan(job.id());
            assertThat(jobs.makePlan(job.id()).digest()).isEqualTo(plan.digest());
            Map<Long, String> planned = sourceDigests();
            boolean gatheredSince = random.nextInt(3) == 0;
            if (gatheredSince) {
                changeSource(change(1000 + round));
            }
            Map<Long, String> present = sourceDigests();
            Set<Long> changedSince = plan.items().stream()
                    .map(MigrationPlan.Item::entityId)
                    .filter(id -> !Objects.equals(planned.get(id), present.get(id)))
                    .collect(Collectors.toSet());

            Map<String, List<Map<String, Object>>> before = objects();
            jobs.start(job.id());
            MigrationJob done = finished(job.id());

            String when = "round " + round + " of seed " + SEED;
            assertAgree(plan, done, changedSince, when);
            if (!gatheredSince) {
                assertClientsAgree(plan, done, when);
            }
            if (random.nextInt(3) == 0) {
                MigrationJob undo = jobs.undo(job.id());
                jobs.start(undo.id());
                MigrationJob undone = finished(undo.id());
                assertThat(undone.status()).as(when + ": " + undone.failure()).isEqualTo(JobStatus.COMPLETED);
                assertThat(objects()).as("undone, " + when).isEqualTo(before);
            }
        }
    }

    private void assertAgree(MigrationPlan plan, MigrationJob done, Set<Long> changedSince, String when) {
        assertThat(done.planDigest()).as(when).isEqualTo(plan.digest());
        Map<Long, JobItem> items =
                jobs.items(done.id(), null, null, PageQuery.first(PageQuery.MAX_SIZE)).items().stream()
                        .collect(Collectors.toMap(JobItem::entityId, Function.identity()));
        assertThat(items).as(when).hasSize(plan.items().size());
        Map<Long, PlannedItem> stored =
                plans
                        .items(Objects.requireNonNull(
                                repository.findById(done.id()).orElseThrow().planId()))
                        .stream()
                        .collect(Collectors.toMap(PlannedItem::entityId, Function.identity()));
        boolean failures = false;
        for (MigrationPlan.Item item : plan.items()) {
            JobItem became = Objects.requireNonNull(items.get(item.entityId()));
            boolean writes = item.fate() == Fate.CREATE || item.fate() == Fate.OVERWRITE;
            boolean left = writes && changedSince.contains(item.entityId());
            failures |= left;
            assertThat(became.status())
                    .as(item + " in " + when)
                    .isEqualTo(!writes ? ItemStatus.SKIPPED : left ? ItemStatus.FAILED : ItemStatus.COMPLETED);
            if (left) {
                assertThat(became.code()).as(when).isEqualTo("SOURCE_CHANGED");
            } else if (writes) {
                Map<String, Object> there = database.queryForMap(
                        "SELECT o.object_key, o.name, o.payload_digest FROM destination_object o"
                                + " JOIN destination_object_origin s ON s.object_id = o.id"
                                + " WHERE s.object_type = ? AND s.source_key = ?",
                        item.type().name(),
                        item.sourceKey());
                PlannedItem exactly = Objects.requireNonNull(stored.get(item.entityId()));
                assertThat(there.get("payload_digest")).as(when).isEqualTo(exactly.targetDigest());
                assertThat(there.get("object_key")).as(when).isEqualTo(exactly.destinationKey());
                assertThat(there.get("name")).as(when).isEqualTo(exactly.targetName());
            }
        }
        boolean sourceMoved = !changedSince.isEmpty();
        assertThat(done.status())
                .as(when + ": " + done.failure() + " " + done.verification())
                .isIn(
                        failures
                                ? List.of(JobStatus.FAILED)
                                : sourceMoved
                                        ? List.of(JobStatus.FAILED, JobStatus.COMPLETED)
                                        : List.of(JobStatus.COMPLETED));
        assertThat(done.counts().failed() > 0).as(when).isEqualTo(failures);
    }

    private static void assertClientsAgree(MigrationPlan plan, MigrationJob done, String when) {
        MigrationPlan.Clients planned = plan.clients();
        MigrationJob.ClientsDone did = done.clientsDone();
        assertThat(did == null).as(when).isEqualTo(planned == null);
        if (planned != null && did != null) {
            assertThat(did)
                    .as(when)
                    .isEqualTo(new MigrationJob.ClientsDone(
                            planned.create(), planned.update(), planned.skip(), planned.conflict(), planned.blocked()));
        }
    }

    private NewMigrationJob randomRequest(int round) {
        ObjectType[] all = ObjectType.values();
        EnumSet<ObjectType> types = EnumSet.of(all[random.nextInt(all.length)]);
        for (int i = random.nextInt(6); i > 0; i--) {
            types.add(all[random.nextInt(all.length)]);
        }
        Map<Long, ConflictResolution> conflicts = new HashMap<>();
        ConflictResolution[] choices = ConflictResolution.values();
        some(random.nextInt(8)).forEach(id -> conflicts.put(id, choices[random.nextInt(choices.length)]));
        Set<Long> named = new HashSet<>(some(random.nextInt(4)));
        Set<Long> except = new HashSet<>(some(random.nextInt(3)));
        except.removeAll(named);
        boolean collections = random.nextInt(4) == 0;
        if (collections) {
            types.add(ObjectType.COLLECTION);
        }
        return request("Random " + round, r -> {
            r.type = collections ? JobType.COLLECTION : JobType.OBJECT;
            r.types = types;
            r.entityIds = named;
            r.except = except;
            r.conflict = random.nextBoolean() ? ConflictResolution.OVERWRITE : ConflictResolution.SKIP;
            r.conflicts = conflicts;
            r.clients = randomClients();
            r.query = randomQuery(types);
            r.scopes = random.nextBoolean() ? null : Set.of("Default", "All");
            r.scopesByType = random.nextBoolean() ? null : Map.of(ObjectType.PACKAGE, Set.of("All"));
            r.contentOwner = random.nextBoolean() ? null : "DS1";
            r.siteCodeMapping = random.nextBoolean() ? null : Map.of("PS1", "GDW");
        });
    }

    private @Nullable ClientChoice randomClients() {
        return switch (random.nextInt(6)) {
            case 0 -> ClientChoice.everyone();
            case 1 -> new ClientChoice(false, null, List.of(), "PS1", null, null);
            case 2 -> new ClientChoice(false, null, List.of(), null, "OU=Workstations,DC=contoso,DC=example", null);
            case 3 -> new ClientChoice(false, null, someClients(1 + random.nextInt(20)));
            default -> null;
        };
    }

    private List<String> someClients(int number) {
        return database.queryForList(
                "SELECT TOP " + number + " sms_id FROM gathered_client WHERE sms_id IS NOT NULL AND resource_id > ?"
                        + " ORDER BY resource_id",
                String.class,
                database.queryForObject("SELECT MIN(resource_id) FROM gathered_client", Long.class)
                        + random.nextInt(50));
    }

    private @Nullable ObjectQuery randomQuery(Set<ObjectType> types) {
        return random.nextInt(3) == 0
                ? new ObjectQuery(types, String.valueOf((char) ('a' + random.nextInt(26))), null, null)
                : null;
    }

    private List<Long> some(int number) {
        List<Long> ids = new ArrayList<>(sourceDigests().keySet());
        List<Long> some = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            some.add(ids.get(random.nextInt(ids.size())));
        }
        return some;
    }

    private Map<Long, String> sourceDigests() {
        Map<Long, String> digests = new HashMap<>();
        int page = 0;
        List<MigrationEntity> found;
        do {
            found = catalogue
                    .list(hierarchyId, new EntityFilter(null, null, null), new PageQuery(page++, 1000, "id"))
                    .items();
            found.forEach(e -> digests.put(e.id(), e.payloadDigest()));
        } while (found.size() == 1000);
        return digests;
    }

    private String change(int number) {
        return CHANGES.get(random.nextInt(CHANGES.size())).formatted(number);
    }
}
