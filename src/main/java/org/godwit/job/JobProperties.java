package org.godwit.job;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How migration jobs are run.
 *
 * @param approval whether a job runs only after somebody other than its creator approved exactly its plan
 * @param evidenceKeyFile file of the key that evidence packs are signed with; nodes that share it sign alike. By default
 *     {@code evidence.key} in the data directory, made at first start
 */
@ConfigurationProperties("godwit.jobs")
record JobProperties(
        @DefaultValue("none") Approval approval, @Nullable Path evidenceKeyFile) {

    enum Approval {
        REQUIRED,
        NONE
    }

    boolean approvalRequired() {
        return approval == Approval.REQUIRED;
    }
}
