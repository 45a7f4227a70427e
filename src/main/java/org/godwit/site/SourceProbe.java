package org.godwit.site;

import java.time.Instant;
import java.util.Optional;

/**
 * An open, read-only connection to a source site database, to find out what this login may do there. Nothing but SELECTs
 * that read at most one row. Not safe for use by several threads.
 *
 * <p>Every method throws {@link SourceFailure} when the database cannot be asked.
 */
public interface SourceProbe extends AutoCloseable {

    /** Whether the login can read a view, tried by reading its first row. */
    Access access(String view);

    /**
     * Code of the site whose database this is: v_Identification.ThisSiteCode, else the row of Sites with SiteKey 1; empty if
     * the login sees neither (reference A).
     */
    Optional<String> siteCode();

    /** Whether the login could change data in this database, which it never needs. */
    boolean mayWrite();

    /** The time by the database server's clock. */
    Instant now();

    @Override
    void close();

    enum Access {
        READABLE,
        /** It exists, and the login lacks SELECT on it. */
        DENIED,
        /** There is none of this name, or the login may not even see its name. */
        MISSING
    }
}
