package org.godwit.console;

import org.godwit.gathering.GatheringState;
import org.godwit.hierarchy.SourceHierarchy;

/** A line of the list of source hierarchies. */
record HierarchyRow(SourceHierarchy hierarchy, GatheringState state) {}
