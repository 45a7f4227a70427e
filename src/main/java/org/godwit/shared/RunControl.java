package org.godwit.shared;

/** What a long-running phase is given by whoever runs it: whether to stop, and where to report progress. */
public interface RunControl {

    /** True when the phase should end at its next safe point (an admin stopped it, or the server shuts down). */
    boolean stopRequested();

    /**
     * Reports progress of a phase; cheap to call often, stored at most about once a second.
     *
     * @param phase upper snake case name of the phase, e.g. {@code BLOCKED_CLIENTS}
     * @param done items done so far in this phase
     * @param total items in this phase; 0 while unknown
     * @param bytesDone bytes done so far; 0 where the phase moves none
     * @param bytesTotal bytes to do; 0 where the phase moves none
     */
    void progress(String phase, long done, long total, long bytesDone, long bytesTotal);

    /** Progress of a phase that moves records, not bytes. */
    default void progress(String phase, long done, long total) {
        progress(phase, done, total, 0, 0);
    }

    /** A control that never stops and reports nowhere. */
    static RunControl none() {
        return new RunControl() {
            @Override
            public boolean stopRequested() {
                return false;
            }

            @Override
            public void progress(String phase, long done, long total, long bytesDone, long bytesTotal) {}
        };
    }
}
