package org.godwit.site.sql;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How sources are read.
 *
 * @param loginTimeout how long opening a connection may take
 * @param statementTimeout how long one statement may take
 */
@ConfigurationProperties("godwit.source")
record SourceProperties(
        @DefaultValue("15s") Duration loginTimeout,
        @DefaultValue("5m") Duration statementTimeout) {

    int statementSeconds() {
        return Math.toIntExact(Math.max(1, statementTimeout.toSeconds()));
    }
}
