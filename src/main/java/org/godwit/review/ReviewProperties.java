package org.godwit.review;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How job creations are watched.
 *
 * @param watchEvery how often the trail is looked at for unusual job creations and for what saved reviews are told of
 */
@ConfigurationProperties("godwit.reviews")
record ReviewProperties(@DefaultValue("1m") Duration watchEvery) {}
