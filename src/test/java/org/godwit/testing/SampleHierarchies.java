package org.godwit.testing;

import java.time.Duration;
import org.godwit.hierarchy.SourceHierarchyDefinition;
import org.godwit.hierarchy.SourceHierarchyService;
import org.godwit.sample.SampleSummary;

/** Sample sites as source hierarchies. */
public final class SampleHierarchies {

    public static final Duration EVERY = Duration.ofDays(30);

    private SampleHierarchies() {}

    /**
     * Defines a sample site as a source hierarchy that no schedule gathers again while tests run.
     *
     * @param now whether it is gathered at once
     * @return its id
     */
    public static long define(SourceHierarchyService hierarchies, String name, SampleSummary sample, boolean now) {
        return hierarchies
                .create(
                        new SourceHierarchyDefinition(
                                name,
                                new SourceHierarchyDefinition.TopLevelSite(
                                        sample.siteServer(),
                                        new SourceHierarchyDefinition.Database(sample.jdbcUrl(), null),
                                        null,
                                        null),
                                EVERY,
                                null,
                                now),
                        null)
                .id();
    }
}
