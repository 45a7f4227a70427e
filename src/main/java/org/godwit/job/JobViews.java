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

/** Puts a job and its last run together for whoever looks at it. */
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
        Map<Long, RunStore.Run> byId = runs.byIds(runIds);
        Map<Long, Map<ItemStatus, Long>> counts = items.counts(runIds);
        return jobs.stream()
                .map(job -> {
                    Long runId = job.runId();
                    RunStore.Run run = runId == null ? null : byId.get(runId);
                    return view(job, run, runId == null ? Map.of() : counts.getOrDefault(runId, Map.of()));
                })
                .toList();
    }

    private static MigrationJob view(
            MigrationJobEntity job, RunStore.@Nullable Run run, Map<ItemStatus, Long> itemCounts) {
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
                run == null ? Counts.NONE : counts(run, itemCounts),
                run == null ? null : run.verification(),
                run == null ? null : run.failure(),
                run == null ? null : run.clients(),
                run == null ? null : run.content().done(),
                run == null ? null : run.takeover(),
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

    static Counts counts(RunStore.Run run, Map<ItemStatus, Long> items) {
        long total = items.values().stream().mapToLong(Long::longValue).sum();
        long migrated = items.getOrDefault(ItemStatus.COMPLETED, 0L);
        long skipped = items.getOrDefault(ItemStatus.SKIPPED, 0L);
        long failed = items.getOrDefault(ItemStatus.FAILED, 0L);
        ClientsDone clients = run.clients();
        if (clients != null) {
            migrated += clients.created() + clients.updated();
            skipped += clients.skipped() + clients.conflicts();
            total += clients.created() + clients.updated() + clients.skipped() + clients.conflicts();
        }
        ContentDone content = run.content().done();
        if (content != null) {
            migrated += content.packagesPublished();
            skipped += content.packagesSkipped();
            failed += content.packagesFailed();
            total += content.packagesPublished() + content.packagesSkipped() + content.packagesFailed();
        }
        MigrationJob.TakeoverDone takeover = run.takeover();
        if (takeover != null) {
            migrated += takeover.completed() + takeover.waiting();
            failed += takeover.failed();
            total += takeover.completed() + takeover.waiting() + takeover.failed();
        }
        return new Counts(total, migrated, skipped, failed);
    }
}
