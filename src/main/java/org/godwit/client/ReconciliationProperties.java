package org.godwit.client;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * When client records are reconciled with their sources.
 *
 * @param every how long after one reconciliation of a source the next is begun by itself, where records came from that source
 *     and it is still gathered; {@code 0} for only when somebody asks
 */
@Validated
@ConfigurationProperties("godwit.reconciliation")
record ReconciliationProperties(@DefaultValue("7d") Duration every) {}
