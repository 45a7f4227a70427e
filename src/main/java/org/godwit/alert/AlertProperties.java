package org.godwit.alert;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * What the server watches by itself.
 *
 * @param watchEvery how often disk space, stored credentials and the time of digests are looked at
 * @param diskFree free space in the data directory below which an alert is raised and health is DOWN
 * @param credentialAge how long a credential may stay stored before an alert is raised
 */
@ConfigurationProperties("godwit.alerts")
public record AlertProperties(
        @DefaultValue("5m") Duration watchEvery,
        @DefaultValue("1GB") DataSize diskFree,
        @DefaultValue("90d") Duration credentialAge) {}
