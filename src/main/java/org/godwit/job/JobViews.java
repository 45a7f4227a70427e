package org.godwit.job;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.godwit.job.MigrationJob.ClientsDone;
import org.godwit.job.MigrationJob.ContentDone;
import org.godwit.job.MigrationJob.Counts;
import org.godwit.job.MigrationJob.Progress;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Puts a job and what its last runs came to together for whoever looks at it. */
@Component
class JobViews {

    private final RunStore runs;
    private final RunItemStore items;

    JobViews(RunStore runs, RunItemStore items) {
        this.runs = runs;
        this.items = items;
    }

    MigrationJob of(MigrationJobEntity job) {
        return of(List.of(job)).get(0);
    }

    List<MigrationJob> of(Collection<MigrationJobEntity> jobs) {
        List<Long> runIds = jobs.stream()
                .map(MigrationJobEntity::runId)
                .filter(Objects::nonNull)
                .map(id -> (Long) id)
                .toList();
        Map<Long, RunOutcome> outcomes = runs.outcomes(runIds);
        Map<Long, Map<ItemStatus, Long>> counts = items.counts(runIds);
        outcomes.forEach((id, outcome) -> {
            if (outcome.runs().size() > 1) {
                counts.put(id, items.counts(outcome));
            }
        });
        return jobs.stream()
                .map(job -> {
                    Long runId = job.runId();
                    RunOutcome outcome = runId == null ? null : outcomes.get(runId);
                    return view(job, outcome, runId == null ? Map.of() : counts.getOrDefault(runId, Map.of()));
                })
                .toList();
    }

    private static MigrationJob view(
            MigrationJobEntity job, @Nullable RunOutcome outcome, Map<ItemStatus, Long> itemCounts) {
        RunStore.Run run = outcome == null ? null : outcome.last();
        JobSettings settings = job.settings();
        return new MigrationJob(
                job.id(),
                job.name(),
                job.description(),
                job.type(),
                job.hierarchyId(),
                job.status(),
                job.isStopRequested(),
                settings.select(),
                settings.conflict(),
                settings.conflicts(),
                settings.securityScopes(),
                settings.contentOwner(),
                settings.schedule(),
                settings.collectionMapping(),
                settings.siteCodeMapping(),
                settings.scopesByType(),
                settings.bootImages(),
                settings.folderStructure(),
                settings.priority(),
                job.createdBy(),
                job.createdAt(),
                job.modifiedBy(),
                job.modifiedAt(),
                run == null ? null : run.startedAt(),
                run == null ? null : run.finishedAt(),
                job.nextRunAt(),
                job.planDigest(),
                job.approval(),
                run == null ? null : progress(run),
                outcome == null ? Counts.NONE : counts(outcome, itemCounts),
                run == null ? null : run.verification(),
                run == null ? null : run.failure(),
                outcome == null ? null : outcome.clients(),
                outcome == null ? null : outcome.content().done(),
                outcome == null ? null : outcome.takeover(),
                job.runs(),
                job.clonedFrom(),
                job.undoOf());
    }

    static Progress progress(RunStore.Run run) {
        long left = run.bytesTotal() > 0 ? run.bytesTotal() - run.bytesDone() : run.total() - run.done();
        boolean known = run.status() == JobStatus.RUNNING && run.rate() > 0 && run.total() > 0 && left >= 0;
        Duration eta = known ? Duration.ofSeconds((long) Math.ceil(left / run.rate())) : null;
        return new Progress(
                run.phase().name(), run.done(), run.total(), run.bytesDone(), run.bytesTotal(), run.rate(), eta);
    }

    static Counts counts(RunOutcome outcome, Map<ItemStatus, Long> items) {
        long total = items.values().stream().mapToLong(Long::longValue).sum();
        long migrated = items.getOrDefault(ItemStatus.COMPLETED, 0L);
        long skipped = items.getOrDefault(ItemStatus.SKIPPED, 0L);
        long failed = items.getOrDefault(ItemStatus.FAILED, 0L);
        ClientsDone clients = outcome.clients();
        if (clients != null) {
            migrated += clients.created() + clients.updated();
            skipped += clients.skipped() + clients.conflicts();
            total += clients.created() + clients.updated() + clients.skipped() + clients.conflicts();
        }
        ContentDone content = outcome.content().done();
        if (content != null) {
            migrated += content.packagesPublished();
            skipped += content.packagesSkipped();
            failed += content.packagesFailed();
            total += content.packagesPublished() + content.packagesSkipped() + content.packagesFailed();
        }
        MigrationJob.TakeoverDone takeover = outcome.takeover();
        if (takeover != null) {
            migrated += takeover.completed() + takeover.waiting();
            failed += takeover.failed();
            total += takeover.completed() + takeover.waiting() + takeover.failed();
        }
        return new Counts(total, migrated, skipped, failed);
    }
}
