package org.godwit.agent.wire;

/** What became of an order. */
public enum OrderState {
    /** An agent of the place is to take it. */
    OPEN,
    /** An agent works on it. */
    TAKEN,
    /** All of it has its result. */
    DONE,
    /** An agent could not reach what it needs; results it gave stand. */
    REFUSED,
    /** The server called it back. */
    WITHDRAWN
}
