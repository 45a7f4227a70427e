package org.godwit.client;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * How client records are migrated.
 *
 * @param chunk rows of a source that are written in one transaction, with the checkpoint from which a run goes on; unless it is
 *     given, 10,000 on SQL Server, which takes them in one bulk copy, and 1,000 in the embedded database, which commits sooner what
 *     it still has in memory
 */
@Validated
@ConfigurationProperties("godwit.clients")
record ClientProperties(@Min(1) @Max(100_000) @Nullable Integer chunk) {

    private static final int BULK_COPY = 10_000;
    private static final int EMBEDDED = 1_000;

    int chunk(boolean sqlServer) {
        if (chunk != null) {
            return chunk;
        }
        return sqlServer ? BULK_COPY : EMBEDDED;
    }
}
