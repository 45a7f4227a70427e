package org.godwit.hierarchy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.godwit.shared.Carried;
import org.godwit.shared.GodwitException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/** Tries everything that a source hierarchy needs, before it is saved. Groups of checks run at the same time. */
@Component
class Preflight implements DisposableBean {

    /** All checks together take no longer than 15 s; the rest is for putting the answer together. */
    private static final Duration LIMIT = Duration.ofSeconds(13);

    private static final int MAX_THREADS = 32;
    private static final Logger LOG = LoggerFactory.getLogger(Preflight.class);

    private final DatabaseChecks database;
    private final ProviderChecks provider;
    private final ThreadPoolExecutor executor;

    Preflight(DatabaseChecks database, ProviderChecks provider) {
        this.database = database;
        this.provider = provider;
        this.executor = new ThreadPoolExecutor(0, MAX_THREADS, 30, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
            Thread thread = new Thread(task, "preflight");
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * @param siteCode of the top-level site; empty if it was not found out, which only happens when a check failed
     */
    record Result(List<PreflightCheck> checks, String siteCode) {
        boolean failed() {
            return checks.stream().anyMatch(PreflightCheck::failed);
        }
    }

    /**
     * @param hierarchyId the hierarchy that is checked again; 0 for a new one
     * @throws GodwitException {@code PREFLIGHT_BUSY} if too many run already
     */
    Result run(SourceSpecification specification, long hierarchyId) {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        FoundSource found = new FoundSource();
        List<Group> groups = new ArrayList<>();
        groups.add(start("DATABASE_URL", f -> database.run(specification, hierarchyId, found, f)));
        SourceSpecification.Provider given = specification.provider();
        if (given != null) {
            groups.add(start("PROVIDER_NAME", f -> provider.run(given, found, f)));
        }
        List<PreflightCheck> checks = new ArrayList<>();
        groups.forEach(group -> checks.addAll(finish(group, deadline)));
        if (given == null) {
            checks.add(PreflightCheck.warn(
                    "PROVIDER",
                    "No SMS Provider is given: boundaries and include or exclude rules of collections are gathered only as"
                            + " far as the database account's rights reach.",
                    "Give the address of the AdminService to gather them in full."));
        }
        sameHierarchy(found).ifPresent(checks::add);
        checks.addAll(PointChecks.of(checks));
        return new Result(checks, found.siteCode());
    }

    /** Database and provider are asked for the same objects: they must be of one hierarchy. */
    static Optional<PreflightCheck> sameHierarchy(FoundSource found) {
        if (found.siteCode().isEmpty() || found.providerSites().isEmpty()) {
            return Optional.empty();
        }
        String shown = String.join(", ", found.providerSites());
        return Optional.of(
                found.providerSites().stream().anyMatch(found.siteCode()::equalsIgnoreCase)
                        ? PreflightCheck.pass("PROVIDER_SITE", "The provider shows the site " + found.siteCode() + ".")
                        : PreflightCheck.fail(
                                "PROVIDER_SITE",
                                "The database is that of site " + found.siteCode()
                                        + ", and the provider is one of another" + " hierarchy (" + shown + ").",
                                "Give the address of a provider of site " + found.siteCode() + ".",
                                null));
    }

    private record Group(Future<?> future, Findings findings) {}

    private Group start(String firstCheck, Consumer<Findings> work) {
        Findings findings = new Findings(firstCheck);
        try {
            return new Group(executor.submit(Carried.over(() -> work.accept(findings))), findings);
        } catch (RejectedExecutionException e) {
            throw new GodwitException(
                    GodwitException.Kind.TOO_MANY,
                    "PREFLIGHT_BUSY",
                    "Too many preflights run at the same time.",
                    "Try again in a few seconds.");
        }
    }

    private static List<PreflightCheck> finish(Group group, long deadline) {
        try {
            group.future().get(Math.max(1, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
            return group.findings().soFar();
        } catch (TimeoutException e) {
            group.future().cancel(true);
            return group.findings().outOfTime(LIMIT.toSeconds());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            group.future().cancel(true);
            return group.findings().outOfTime(LIMIT.toSeconds());
        } catch (ExecutionException e) {
            LOG.error("A preflight check broke", e.getCause());
            List<PreflightCheck> checks = new ArrayList<>(group.findings().soFar());
            checks.add(PreflightCheck.fail(
                    "PREFLIGHT",
                    "A check ended with an error of its own.",
                    "The server's log holds the details.",
                    null));
            return checks;
        }
    }

    @Override
    public void destroy() {
        executor.shutdownNow();
    }
}
