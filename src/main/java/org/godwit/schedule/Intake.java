package org.godwit.schedule;

/** Whether this node begins new tasks. What it executes goes on either way. */
public interface Intake {

    /** @param open false to begin nothing any more; calling it again with the same value does nothing */
    void open(boolean open);
}
