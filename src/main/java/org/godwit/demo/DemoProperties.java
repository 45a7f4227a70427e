package org.godwit.demo;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the demo migrates. The numbers are those of the sample site.
 *
 * @param enabled set by the command {@code demo}
 * @param clients clients that can be migrated
 * @param packages packages with content
 * @param seed where the random choices start
 * @param filesPerPackage files of a package, on average
 * @param fileBytes bytes of a file, on average
 */
@ConfigurationProperties("godwit.demo")
public record DemoProperties(
        @DefaultValue("false") boolean enabled,
        @DefaultValue("10000") int clients,
        @DefaultValue("60") int packages,
        @DefaultValue("1") long seed,
        @DefaultValue("50") int filesPerPackage,
        @DefaultValue("100000") int fileBytes) {}
