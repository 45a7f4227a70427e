package org.godwit.job;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.godwit.security.Actor;
import org.godwit.shared.GodwitException;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Jobs within the security scopes of whoever acts, and changing them so that of two at the same moment one is told. */
@Component
class JobAccess {

    private final MigrationJobRepository jobs;
    private final JobViews views;
    private final TransactionTemplate transactions;

    JobAccess(MigrationJobRepository jobs, JobViews views, TransactionTemplate transactions) {
        this.jobs = jobs;
        this.views = views;
        this.transactions = transactions;
    }

    /** @throws GodwitException {@code JOB_NOT_FOUND}, also for a job in none of the scopes */
    MigrationJobEntity find(long id) {
        return jobs.findById(id)
                .filter(job -> Actor.current().reaches(job.securityScopes()))
                .orElseThrow(() -> GodwitException.notFound(
                        "JOB_NOT_FOUND", "There is no migration job " + id + ".", "List the jobs to find its id."));
    }

    /** Names of the scopes to look in, in ascending order; null for all. */
    @Nullable List<String> scopesInReach() {
        Set<String> scopes = Actor.current().scopes();
        return scopes.contains(Actor.SCOPE_ALL)
                ? null
                : scopes.stream().sorted().toList();
    }

    /** Changes a job in a transaction and shows it as it is then. */
    MigrationJob changeJob(long id, Consumer<MigrationJobEntity> work) {
        try {
            return change(() -> {
                MigrationJobEntity job = find(id);
                work.accept(job);
                jobs.flush();
                return views.of(job);
            });
        } catch (DuplicateKeyException e) { // two began the same run
            throw changedMeanwhile(e);
        }
    }

    /** Whoever comes second, of two who change a job at the same time, is told so. */
    <T> T change(Supplier<T> work) {
        try {
            return Objects.requireNonNull(transactions.execute(status -> work.get()));
        } catch (ConcurrencyFailureException e) {
            throw changedMeanwhile(e);
        }
    }

    private static GodwitException changedMeanwhile(RuntimeException e) {
        return new GodwitException(
                GodwitException.Kind.CONFLICT,
                "JOB_STATE_CHANGED",
                "Somebody else changed this job at the same moment.",
                "Look at its present state and try again.",
                e);
    }
}
