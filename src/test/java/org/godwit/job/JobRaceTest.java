package org.godwit.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.godwit.access.BuiltInRole;
import org.godwit.audit.AuditEntry;
import org.godwit.audit.AuditEvent;
import org.godwit.audit.AuditFilter;
import org.godwit.audit.AuditService;
import org.godwit.security.ActingAs;
import org.godwit.security.Actor;
import org.godwit.security.Right;
import org.godwit.shared.GodwitException;
import org.godwit.shared.PageQuery;
import org.godwit.site.ObjectType;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Two administrators who do something with the same job at the same moment: one wins, and the trail tells it in order. */
class JobRaceTest extends JobFixture {

    private static final int ROUNDS = 6;
    private static final String DONE = "done";

    @Autowired
    AuditService audit;

    @Test
    void ofTwoApproversOneWins() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            long id = planned("approval race " + round, Set.of(ObjectType.BOUNDARY));
            String digest = jobs.plan(id).digest();
            Map<String, String> outcomes =
                    race(Map.of("bob", () -> jobs.approve(id, digest), "carol", () -> jobs.approve(id, digest)));
            String winner = winner(outcomes, "JOB_STATE_CHANGED", "JOB_APPROVED_ALREADY");
            assertThat(jobs.get(id).approval())
                    .isNotNull()
                    .satisfies(a -> assertThat(a.approvedBy()).isEqualTo(winner));
            assertThat(steps(id, "MIGRATION_JOB_APPROVED"))
                    .extracting(AuditEvent::actor)
                    .containsExactly(winner);
            assertThat(actions(id)).containsExactly("CREATED", "PLANNED", "APPROVED");
        }
    }

    @Test
    void ofTwoWhoStartAJobOneWins() throws Exception {
        for (int round = 0; round < 3; round++) {
            long id = planned("start race " + round, ALL);
            Map<String, String> outcomes = race(Map.of("bob", () -> jobs.start(id), "carol", () -> jobs.start(id)));
            String winner = winner(outcomes, "JOB_STATE_CHANGED", "JOB_STATE_RUNNING");
            assertThat(finished(id).status()).isEqualTo(JobStatus.COMPLETED);
            assertThat(steps(id, "MIGRATION_JOB_STARTED"))
                    .extracting(AuditEvent::actor)
                    .containsExactly(winner);
        }
    }

    /** Whatever wins, each success is one event, and read in order they lead to the state the job is in. */
    @Test
    void whatIsDoneAtOnceIsToldInOrder() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            long id = planned("free for all " + round, Set.of(ObjectType.BOUNDARY));
            String digest = jobs.plan(id).digest();
            Map<String, Runnable> calls = new LinkedHashMap<>();
            calls.put("approver", () -> jobs.approve(id, digest));
            calls.put("planner", () -> jobs.makePlan(id));
            calls.put("runner", () -> jobs.start(id));
            calls.put("remover", () -> jobs.delete(id));
            Map<String, String> outcomes = race(calls);
            Map<String, String> doers =
                    Map.of("approver", "APPROVED", "planner", "PLANNED", "runner", "STARTED", "remover", "DELETED");
            List<AuditEvent> told = steps(id, null);
            doers.forEach((actor, action) -> assertThat(told.stream()
                            .filter(e -> e.actor().equals(actor)
                                    && e.outcome() == AuditEntry.Outcome.SUCCESS
                                    && e.action().equals("MIGRATION_JOB_" + action))
                            .count())
                    .as(outcomes + " " + actor)
                    .isEqualTo(outcomes.get(actor).equals(DONE) ? 1 : 0));
            if (outcomes.get("remover").equals(DONE)) {
                assertThat(told.get(told.size() - 1).action()).isEqualTo("MIGRATION_JOB_DELETED");
                assertCode("JOB_NOT_FOUND", () -> jobs.get(id));
            } else if (outcomes.get("runner").equals(DONE)) {
                assertThat(finished(id).status()).isEqualTo(JobStatus.COMPLETED);
            }
        }
    }

    private long planned(String name, Set<ObjectType> types) {
        long id = jobs.create(request(name, r -> r.types = types), null).id();
        jobs.makePlan(id);
        return id;
    }

    /** What became of each call: {@value #DONE}, or the code of its refusal. */
    private static Map<String, String> race(Map<String, Runnable> calls) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(calls.size());
        CyclicBarrier start = new CyclicBarrier(calls.size());
        try {
            Map<String, Future<String>> running = new LinkedHashMap<>();
            calls.forEach((name, call) -> running.put(
                    name,
                    threads.submit(() -> ActingAs.actor(administrator(name), () -> {
                        try {
                            start.await();
                            call.run();
                            return DONE;
                        } catch (GodwitException refused) {
                            return refused.code();
                        } catch (Exception e) {
                            return e.toString();
                        }
                    }))));
            Map<String, String> outcomes = new LinkedHashMap<>();
            for (Map.Entry<String, Future<String>> each : running.entrySet()) {
                outcomes.put(each.getKey(), each.getValue().get());
            }
            return outcomes;
        } finally {
            threads.shutdownNow();
        }
    }

    private static String winner(Map<String, String> outcomes, String... refusals) {
        List<String> winners = new ArrayList<>();
        outcomes.forEach((name, outcome) -> {
            if (outcome.equals(DONE)) {
                winners.add(name);
            } else {
                assertThat(outcome).isIn((Object[]) refusals);
            }
        });
        assertThat(winners).as(outcomes.toString()).hasSize(1);
        return winners.get(0);
    }

    private static Actor administrator(String name) {
        return new Actor(
                name,
                null,
                BuiltInRole.FULL_ADMINISTRATOR.rights().stream()
                        .map(Right::authority)
                        .collect(Collectors.toSet()),
                Set.of(Actor.SCOPE_ALL));
    }

    private List<String> actions(long id) {
        return steps(id, null).stream()
                .map(e -> e.action().replace("MIGRATION_JOB_", ""))
                .toList();
    }

    /** Oldest first. */
    private List<AuditEvent> steps(long id, @org.jspecify.annotations.Nullable String action) {
        List<AuditEvent> newestFirst = new ArrayList<>(
                audit.list(new AuditFilter(null, action, "MIGRATION_JOB:" + id, null, null), PageQuery.first(100))
                        .items());
        java.util.Collections.reverse(newestFirst);
        return newestFirst;
    }
}
