package org.godwit.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.godwit.security.ActingAs;
import org.godwit.security.Actor;
import org.godwit.shared.GodwitException;
import org.godwit.shared.PageQuery;
import org.godwit.testing.IntegrationTest;
import org.godwit.testing.SignedInAs;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.ConcurrencyFailureException;

/** The last two Full Administrators remove each other at the same moment: one of them stays. */
@IntegrationTest
@SignedInAs
class AdministratorRaceTest {

    private static final int ROUNDS = 8;
    private static final AdminUserChange DISABLED = new AdminUserChange(null, null, null, false);
    private static final AdminUserChange ENABLED = new AdminUserChange(null, null, null, true);

    @Autowired
    AdminUserService users;

    private List<AdminUser> others = List.of();
    private AdminUser first;
    private AdminUser second;

    @BeforeEach
    void onlyTwoAreLeft() {
        first = fullAdministrator();
        second = fullAdministrator();
        others = fullAdministrators().stream()
                .filter(u -> u.id() != first.id() && u.id() != second.id())
                .toList();
        others.forEach(u -> users.update(u.id(), DISABLED));
    }

    @AfterEach
    void backAsTheyWere() {
        others.forEach(u -> users.update(u.id(), ENABLED));
        List.of(first, second).forEach(u -> users.delete(u.id()));
    }

    @Test
    void oneOfThemStays() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            boolean demote = round % 2 == 0;
            List<String> outcomes = race(() -> remove(second, demote), () -> remove(first, demote));
            assertThat(outcomes).as("round " + round).contains("done");
            assertThat(outcomes)
                    .filteredOn(o -> !o.equals("done"))
                    .hasSize(1)
                    .allMatch(o -> o.equals("LAST_FULL_ADMINISTRATOR") || o.equals("CHANGED_MEANWHILE"));
            assertThat(fullAdministrators()).hasSize(1);
            for (AdminUser user : List.of(first, second)) {
                users.update(
                        user.id(),
                        new AdminUserChange(null, Set.of(BuiltInRole.FULL_ADMINISTRATOR.title()), null, true));
            }
        }
    }

    private void remove(AdminUser user, boolean demote) {
        users.update(user.id(), demote ? new AdminUserChange(null, Set.of("Operator"), null, null) : DISABLED);
    }

    private List<String> race(Runnable one, Runnable other) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        CyclicBarrier start = new CyclicBarrier(2);
        try {
            Future<String> a = threads.submit(call(first, start, one));
            Future<String> b = threads.submit(call(second, start, other));
            return List.of(a.get(), b.get());
        } finally {
            threads.shutdownNow();
        }
    }

    private static Callable<String> call(AdminUser who, CyclicBarrier start, Runnable work) {
        Actor actor = new Actor(who.name(), null, Actor.SYSTEM.authorities(), Actor.SYSTEM.scopes());
        return () -> ActingAs.actor(actor, () -> {
            try {
                start.await();
                work.run();
                return "done";
            } catch (GodwitException e) {
                return e.code();
            } catch (ConcurrencyFailureException e) {
                return "CHANGED_MEANWHILE";
            } catch (Exception e) {
                return e.toString();
            }
        });
    }

    private List<AdminUser> fullAdministrators() {
        return users.list(PageQuery.first(1000)).items().stream()
                .filter(AdminUser::enabled)
                .filter(u -> u.roles().contains(BuiltInRole.FULL_ADMINISTRATOR.title()))
                .toList();
    }

    private AdminUser fullAdministrator() {
        return users.create(new AdminUserInput(
                "full-" + UUID.randomUUID(),
                "four random words here",
                Set.of(BuiltInRole.FULL_ADMINISTRATOR.title()),
                null,
                null));
    }
}
