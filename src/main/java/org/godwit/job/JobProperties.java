package org.godwit.job;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How migration jobs are run.
 *
 * @param approval whether a job runs only after somebody other than its creator approved exactly its plan
 * @param sideBySide migration jobs that a node runs at a time; others wait, the one of the highest priority begins first. Each
 *     takes one of the node's {@code godwit.schedule.threads}
 * @param evidenceKeyFile file of the key that evidence packs are signed with; nodes that share it sign alike. By default
 *     {@code evidence.key} in the data directory, made at first start
 */
@Validated
@ConfigurationProperties("godwit.jobs")
record JobProperties(
        @DefaultValue("none") Approval approval,
        @DefaultValue("4") @Min(1) @Max(256) int sideBySide,
        @Nullable Path evidenceKeyFile) {

    enum Approval {
        REQUIRED,
        NONE
    }

    boolean approvalRequired() {
        return approval == Approval.REQUIRED;
    }
}
