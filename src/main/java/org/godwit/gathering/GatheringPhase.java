package org.godwit.gathering;

/** The phases of a cycle, in their order (reference CM 2.2). */
public enum GatheringPhase {
    HIERARCHY,
    OBJECTS,
    CLIENTS,
    PACKAGE_STATUS
}
