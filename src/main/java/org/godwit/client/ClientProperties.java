package org.godwit.client;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How client records are migrated.
 *
 * @param chunk rows of a source that are written in one transaction, with the checkpoint from which a run goes on
 */
@Validated
@ConfigurationProperties("godwit.clients")
record ClientProperties(
        @DefaultValue("10000") @Min(1) @Max(100_000) int chunk) {}
