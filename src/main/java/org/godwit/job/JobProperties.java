package org.godwit.job;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How migration jobs are run.
 *
 * @param approval whether a job runs only after somebody other than its creator approved exactly its plan
 */
@ConfigurationProperties("godwit.jobs")
record JobProperties(@DefaultValue("none") Approval approval) {

    enum Approval {
        REQUIRED,
        NONE
    }

    boolean approvalRequired() {
        return approval == Approval.REQUIRED;
    }
}
