package org.godwit.site.provider;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How SMS Providers are asked.
 *
 * @param trustedRoots PEM file with the roots that vouch for providers, e.g. the exported "SMS Issuing" certificate; null for
 *     the roots of the Java platform
 * @param connectTimeout how long connecting may take
 * @param requestTimeout how long an answer may take to begin
 * @param attempts how often a provider is asked before the next one is
 * @param backOff wait before the second attempt; it doubles from then on
 */
@ConfigurationProperties("godwit.provider")
record ProviderProperties(
        @Nullable Path trustedRoots,
        @DefaultValue("4s") Duration connectTimeout,
        @DefaultValue("60s") Duration requestTimeout,
        @DefaultValue("3") int attempts,
        @DefaultValue("500ms") Duration backOff) {}
