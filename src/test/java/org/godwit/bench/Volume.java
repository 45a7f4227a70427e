package org.godwit.bench;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.function.Supplier;
import org.godwit.audit.AuditVolume;
import org.godwit.distribution.DistributionPointService;
import org.godwit.distribution.Location;
import org.godwit.distribution.NewDistributionPoint;
import org.godwit.distribution.SourceDistributionPointService;
import org.godwit.distribution.SourcePoint;
import org.godwit.gathering.GatheringService;
import org.godwit.gathering.GatheringStatus;
import org.godwit.hierarchy.SourceHierarchyService;
import org.godwit.job.ClientChoice;
import org.godwit.job.ConflictResolution;
import org.godwit.job.JobSchedule;
import org.godwit.job.JobSelection;
import org.godwit.job.JobStatus;
import org.godwit.job.JobType;
import org.godwit.job.MigrationJob;
import org.godwit.job.MigrationJobService;
import org.godwit.job.NewMigrationJob;
import org.godwit.job.PackageChoice;
import org.godwit.sample.SampleSite;
import org.godwit.sample.SampleSpec;
import org.godwit.sample.SampleSummary;
import org.godwit.security.RunAs;
import org.godwit.shared.PageQuery;
import org.godwit.site.ObjectType;
import org.godwit.testing.SampleHierarchies;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;

/** A server with the data of a large estate: a small sample migrated in earnest, then multiplied by set-based SQL. */
final class Volume {

    private static final int TRANSFERS = 20_000;
    private static final int ALERTS = 2_000;
    private static final int CHUNK = 200_000;

    private final ApplicationContext server;
    private final JdbcTemplate jdbc;

    private Volume(ApplicationContext server) {
        this.server = server;
        this.jdbc = server.getBean(JdbcTemplate.class);
    }

    static void fill(ApplicationContext server, Path sampleDirectory, long clients, long events, long objects)
            throws InterruptedException {
        Volume volume = new Volume(server);
        SampleSummary sample = SampleSite.generate(SampleSpec.standard(sampleDirectory)
                .withClients(2_000)
                .withPackages(60)
                .withFiles(4, 4_000));
        volume.migrate(sample, sampleDirectory);
        clients(volume.jdbc, clients);
        volume.objects(objects);
        volume.rest();
        AuditVolume.fill(server, events);
        volume.jdbc.execute("ANALYZE");
    }

    /** Waits until what the server does by itself after a start, or with so much that is new, is done. */
    static void settle(ApplicationContext server) throws InterruptedException {
        Volume volume = new Volume(server);
        for (int quiet = 0; quiet < 20; quiet++) {
            Thread.sleep(250);
            if (volume.jdbc.queryForObject(
                            "SELECT COUNT(*) FROM scheduled_tasks WHERE picked = TRUE OR execution_time < CURRENT_TIMESTAMP",
                            Long.class)
                    > 0) {
                quiet = 0;
            }
        }
        // else H2 answers a query that it has answered before from memory, which nobody's first look at a page gets
        volume.jdbc.execute("SET OPTIMIZE_REUSE_RESULTS 0");
    }

    private void migrate(SampleSummary sample, Path directory) throws InterruptedException {
        SourceHierarchyService hierarchies = server.getBean(SourceHierarchyService.class);
        GatheringService gatherings = server.getBean(GatheringService.class);
        MigrationJobService jobs = server.getBean(MigrationJobService.class);
        long id = asAdmin(() -> SampleHierarchies.define(hierarchies, "Contoso", sample, true));
        await(() -> gatherings.state(id).status() == GatheringStatus.READY);
        asAdmin(() -> locate(id, sample));
        asAdmin(() -> server.getBean(DistributionPointService.class)
                .create(new NewDistributionPoint(
                        "dp1",
                        "GDW",
                        new Location.Directory(directory.resolveSibling("dp1").toString(), null),
                        null)));
        MigrationJob job = asAdmin(() -> jobs.create(
                new NewMigrationJob(
                        "Everything",
                        null,
                        JobType.OBJECT,
                        id,
                        new JobSelection(
                                EnumSet.allOf(ObjectType.class),
                                null,
                                ClientChoice.everyone(),
                                PackageChoice.everything(),
                                null),
                        ConflictResolution.SKIP,
                        null,
                        null,
                        new JobSchedule(JobSchedule.When.NOW, null, null),
                        null,
                        null,
                        null),
                null));
        await(() -> jobs.get(job.id()).status() != JobStatus.RUNNING);
        if (asAdmin(() -> jobs.get(job.id())).status() != JobStatus.COMPLETED) {
            throw new IllegalStateException(
                    String.valueOf(asAdmin(() -> jobs.get(job.id()).failure())));
        }
        for (int i = 0; i < 250; i++) {
            asAdmin(() -> jobs.cloneJob(job.id()));
        }
    }

    private int locate(long id, SampleSummary sample) {
        SourceDistributionPointService points = server.getBean(SourceDistributionPointService.class);
        for (SourcePoint point : points.list(id, PageQuery.first(100)).items()) {
            sample.distributionPoints().stream()
                    .filter(l -> l.serverName().equalsIgnoreCase(point.serverName()))
                    .forEach(l ->
                            points.setLocation(id, point.id(), new Location.Directory(l.path(), l.additionalPaths())));
        }
        return 0;
    }

    /** Client records and what was gathered of them; every 33rd is blocked. */
    static void clients(JdbcTemplate jdbc, long wanted) {
        for (long from = 1; from <= wanted; from += CHUNK) {
            long until = Math.min(wanted, from + CHUNK - 1);
            jdbc.update("""
                    INSERT INTO client_record (sms_id, name, [domain], source_site_code, client_type, active, approval_status,
                        client_cert_type, client_version, operating_system, hardware_id, mac_addresses, hierarchy_id,
                        resource_id, job_id, run_id, migrated_at, status, site_code, blocked, block_lifted)
                    SELECT 'GUID:' || LPAD(CAST(x AS VARCHAR), 8, '0') || '-0000-4000-8000-000000000001', 'PC-' || x,
                        'CORP', 'PS' || (1 + MOD(x, 3)), 1, 1, 1, 2, '5.00.9128.1007', 'Microsoft Windows NT Workstation 10.0',
                        '2:' || LPAD(CAST(x AS VARCHAR), 40, '0'), '00:15:5D:00:00:01', 1, 100000 + x, 1, 1,
                        CURRENT_TIMESTAMP, 'MIGRATED', 'PS' || (1 + MOD(x, 3)), CASE WHEN MOD(x, 33) = 0 THEN 1 ELSE 0 END, 0
                    FROM SYSTEM_RANGE(?, ?)
                    """, from, until);
            jdbc.update("""
                    INSERT INTO gathered_client (hierarchy_id, resource_id, sms_id, name, site_code, digest, last_active,
                        own_block, blocked, fate)
                    SELECT 1, 100000 + x, 'GUID:' || LPAD(CAST(x AS VARCHAR), 8, '0') || '-0000-4000-8000-000000000001',
                        'PC-' || x, 'PS' || (1 + MOD(x, 3)), 0x00, 0, 0, 0, 'MIGRATE'
                    FROM SYSTEM_RANGE(?, ?)
                    """, from, until);
            jdbc.update("""
                    INSERT INTO block_guard (hierarchy_id, sms_id, kind, guarded_value)
                    SELECT 1, 'GUID:' || LPAD(CAST(x AS VARCHAR), 8, '0') || '-0000-4000-8000-000000000001', 'SMS_ID',
                        'GUID:' || LPAD(CAST(x AS VARCHAR), 8, '0') || '-0000-4000-8000-000000000001'
                    FROM SYSTEM_RANGE(?, ?) WHERE MOD(x, 33) = 0
                    """, from, until);
        }
    }

    private void objects(long wanted) {
        jdbc.update("""
                INSERT INTO migration_entity (hierarchy_id, object_type, source_key, name, version, status, payload_digest,
                    first_gathered, last_changed)
                SELECT 1, CASE MOD(x, 4) WHEN 0 THEN 'PACKAGE' WHEN 1 THEN 'APPLICATION' WHEN 2 THEN 'COLLECTION'
                        ELSE 'DEPLOYMENT' END, 'BEN' || x, 'Office benchmark ' || x, '1',
                    CASE WHEN MOD(x, 3) = 0 THEN 'MIGRATED' ELSE 'AVAILABLE' END, 'digest', CURRENT_TIMESTAMP,
                    CURRENT_TIMESTAMP
                FROM SYSTEM_RANGE(1, ?)
                """, wanted);
        jdbc.update("""
                INSERT INTO entity_reference (hierarchy_id, from_entity_id, to_type, to_key, kind)
                SELECT 1, id, 'COLLECTION', 'BEN' || (2 + 4 * MOD(id, 1000)), 'TARGET' FROM migration_entity
                WHERE object_type = 'DEPLOYMENT' AND source_key LIKE 'BEN%'
                """);
    }

    private void rest() {
        jdbc.update("""
                INSERT INTO content_transfer (job_id, run_id, hierarchy_id, package_id, distribution_point_id, status,
                    attempts, files, bytes, bytes_moved, bytes_saved, started_at, finished_at)
                SELECT 1, 1000 + x, 1, 'BEN' || x, 1, CASE WHEN MOD(x, 50) = 0 THEN 'FAILED' ELSE 'COMPLETED' END, 1, 50,
                    5000000 + x, 4000000, 1000000, DATEADD('MINUTE', x - ?, CURRENT_TIMESTAMP),
                    DATEADD('MINUTE', x + 1 - ?, CURRENT_TIMESTAMP)
                FROM SYSTEM_RANGE(1, ?)
                """, TRANSFERS, TRANSFERS, TRANSFERS);
        jdbc.update("""
                INSERT INTO alert (kind, severity, subject_type, subject_id, message, occurrences, first_at, last_at,
                    open_key)
                SELECT 'JOB_FAILED', 'WARNING', 'MIGRATION_JOB', CAST(x AS VARCHAR), 'The job failed.', 1, CURRENT_TIMESTAMP,
                    CURRENT_TIMESTAMP, 'bench ' || x
                FROM SYSTEM_RANGE(1, ?)
                """, ALERTS);
    }

    private void await(Supplier<Boolean> condition) throws InterruptedException {
        while (!asAdmin(condition)) {
            Thread.sleep(50);
        }
    }

    private <T> T asAdmin(Supplier<T> work) {
        return server.getBean(RunAs.class).user("admin", work);
    }
}
