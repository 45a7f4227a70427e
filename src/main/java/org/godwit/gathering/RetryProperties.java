package org.godwit.gathering;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How a gathering goes on when its source fails in passing.
 *
 * @param retryAfter how long it waits before each new try when the source does not answer, fails over, or breaks a reading off
 *     for another's sake; after the last one it fails, and the next cycle tries again
 */
@Validated
@ConfigurationProperties("godwit.gathering")
record RetryProperties(
        @DefaultValue({"1s", "5s", "30s", "2m", "10m"}) List<Duration> retryAfter) {}
