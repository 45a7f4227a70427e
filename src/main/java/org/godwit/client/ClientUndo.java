package org.godwit.client;

import org.godwit.security.SystemOnly;
import org.godwit.shared.RunControl;

/**
 * Taking back what a migration job did to client records. A block is never lost by it: a record that is blocked is left with
 * its block, whatever else is taken back. It can be called again after a crash and goes on.
 */
@SystemOnly("Called by job within work whose right was checked")
public interface ClientUndo {

    /** What taking back would do now; writes nothing. */
    Effects effects(long jobId);

    /** @param undoJobId the job that takes back, for the audit trail */
    Outcome undo(long jobId, long undoJobId, RunControl control);

    /**
     * @param remove records that the job made
     * @param restore records that were there before and get their former data back
     * @param keepBlocked records that the job made of blocked clients: nothing but the block stays of them
     * @param changedSince records that stay as they are: assigned, unblocked, or written by another job since, or purged of
     *     their former data
     */
    record Effects(long remove, long restore, long keepBlocked, long changedSince) {

        public boolean nothing() {
            return remove == 0 && restore == 0 && keepBlocked == 0;
        }
    }

    /** @param stopped true if it ended early because a stop was requested */
    record Outcome(Effects done, boolean stopped) {}
}
