package org.godwit.hierarchy;

import java.time.Duration;

/** What happened to a source hierarchy; published in the transaction of the change. */
public sealed interface SourceHierarchyEvent {

    long hierarchyId();

    /**
     * It was defined.
     *
     * @param gatherAtOnce whether the first gathering starts now, else after one interval
     */
    record Defined(long hierarchyId, Duration gatherEvery, boolean gatherAtOnce) implements SourceHierarchyEvent {}

    /** Its accounts, addresses, data classes or interval changed while it is active: gather again (CM-20). */
    record Changed(long hierarchyId, Duration gatherEvery) implements SourceHierarchyEvent {}

    /** Data gathering is to end, a running one included. */
    record GatheringStopped(long hierarchyId) implements SourceHierarchyEvent {}

    /** Data gathering goes on, with a gathering now. */
    record GatheringResumed(long hierarchyId, Duration gatherEvery) implements SourceHierarchyEvent {}
}
