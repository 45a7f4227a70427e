package org.godwit.monitoring;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * The log {@code logs/migmctrl.log} in the data directory, in CMTrace format.
 *
 * @param file whether it is written
 * @param fileSize at which size a file is closed, compressed and a new one begun; so it is every midnight
 * @param keepFor how long closed files are kept, in whole days
 * @param total size of all closed files at which the oldest are removed earlier
 */
@ConfigurationProperties("godwit.log")
public record LogProperties(
        @DefaultValue("true") boolean file,
        @DefaultValue("10MB") DataSize fileSize,
        @DefaultValue("30d") Duration keepFor,
        @DefaultValue("500MB") DataSize total) {}
