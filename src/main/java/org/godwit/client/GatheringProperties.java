package org.godwit.client;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How client records are gathered.
 *
 * @param compareEvery how often every client row is read and compared by its content; in between only the rows whose change
 *     mark differs are read, where the source offers change marks
 */
@Validated
@ConfigurationProperties("godwit.gathering")
record GatheringProperties(@DefaultValue("24h") Duration compareEvery) {}
