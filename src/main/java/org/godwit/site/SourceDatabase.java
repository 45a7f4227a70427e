package org.godwit.site;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An open, read-only connection to a source site database. Every statement is a SELECT over documented views, with a
 * statement timeout; columns a release lacks are read as null. Not safe for use by several threads.
 *
 * <p>Every method throws {@link SourceFailure} with its typed cause when the source cannot be read. Consumers are called on
 * the reading thread, row by row; nothing is held in memory for longer than a page.
 */
public interface SourceDatabase extends AutoCloseable {

    /** The sites of the hierarchy, parents before children. */
    List<SourceSiteInfo> sites();

    /** Object types this source can be asked for with the views it has. */
    Set<ObjectType> objectTypes();

    /** Reads all objects of a type, in ascending key. */
    void objects(ObjectType type, Consumer<SourceObject> sink);

    /** Reads client rows in ascending ResourceID. The consumer may stop the reading by returning false. */
    void clients(ClientRead read, ClientSink sink);

    /** How many rows {@link #clients} would give. */
    long countClients(ClientRead read);

    /**
     * Reads the change mark of every client row, in ascending ResourceID, which is much less than the rows themselves. A row
     * whose mark is what {@link SourceClient#mark} was when it was read has not been changed by discovery, registration or
     * an administrator since. A row that only {@code v_R_System} knows may be missing.
     *
     * @return false if the source offers no change marks; then nothing was given
     */
    default boolean clientMarks(Set<DataClass> classes, MarkSink sink) {
        return false;
    }

    /** Reads all contents of packages, in ascending package id and content id. */
    void contents(Consumer<SourceContent> sink);

    List<SourceDistributionPoint> distributionPoints();

    /** Reads which package is on which distribution point; removed ones (Status 3) are left out. */
    void packageStatus(Consumer<PackageStatus> sink);

    /**
     * What this source does not give to this account, or not in full. To be asked when everything was read: some of it shows
     * only then.
     */
    Set<SourceRight> lacking();

    /** What of this source would be read for each class of information, and how many rows that is. */
    List<Disclosure> disclosures();

    /**
     * Reads the source's own audit: its status messages of that type, in the order in which they were recorded, by the names of
     * their columns.
     *
     * @return false if this account is not shown them; then nothing was given
     */
    default boolean auditMessages(Consumer<Map<String, @Nullable Object>> sink) {
        return false;
    }

    @Override
    void close();

    /** Receives change marks. */
    @FunctionalInterface
    interface MarkSink {
        void accept(long resourceId, long mark);
    }

    /** Receives client rows. */
    @FunctionalInterface
    interface ClientSink {
        /** @return true to go on reading, false to end it */
        boolean accept(SourceClient client);
    }
}
