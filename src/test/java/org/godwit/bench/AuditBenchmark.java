package org.godwit.bench;

import org.godwit.audit.AuditBenchmarkRun;

/** How fast the audit trail is written and verified. */
public final class AuditBenchmark {

    private AuditBenchmark() {}

    public static void main(String[] args) throws Exception {
        AuditBenchmarkRun.run();
    }
}
