package org.godwit.audit;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the audit trail is kept.
 *
 * @param keyFile file of the key that events are chained with; every node of a cluster needs the same. By default
 *     {@code audit.key} in the data directory, made at first start
 * @param checkpointEvery how often the head of the chain is noted in {@code audit-checkpoints.jsonl} in the data
 *     directory, if there are new events
 * @param workingHours when the creation of a job is nothing unusual, Monday to Friday: from (06:00), to (20:00), zone
 *     (UTC)
 */
@ConfigurationProperties("godwit.audit")
record AuditProperties(
        @Nullable Path keyFile,
        @DefaultValue("1m") Duration checkpointEvery,
        @DefaultValue WorkingHours workingHours) {}
