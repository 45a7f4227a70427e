package org.godwit.job;

/** The phases of a run, in their order (design 4.4). Blocked clients are committed before any other record moves. */
enum Phase {
    PLAN,
    BLOCKED_CLIENTS,
    OBJECTS,
    CLIENTS,
    CONTENT,
    TAKEOVER,
    VERIFY
}
