package org.godwit.maintenance;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long the server keeps what it does not need for its work.
 *
 * @param keepFor how long acknowledged alerts, ended gatherings and ended content transfers are kept; the audit trail is kept for good
 */
@ConfigurationProperties("godwit.retention")
public record RetentionProperties(@DefaultValue("365d") Duration keepFor) {}
