package org.godwit.catalog;

import org.godwit.security.SystemOnly;
import org.godwit.site.ObjectType;
import org.godwit.site.SourceObject;

/**
 * The catalogue as gathering fills it: objects are compared with the catalogue while they stream in, only what differs is
 * staged, and the staged differences are merged in one go.
 */
@SystemOnly("Called by gathering within work whose right was checked")
public interface CatalogueGathering {

    /** Begins to take objects of a hierarchy; forgets what an interrupted gathering staged. One at a time per hierarchy. */
    Intake begin(long hierarchyId);

    /**
     * Merges what the intake staged, in the caller's transaction. An object whose content differs becomes MODIFIED, one that
     * is gone REMOVED, one that is back what it was before.
     */
    Merged merge(long hierarchyId);

    /** Takes the objects of one gathering. Not safe for use by several threads. */
    interface Intake {

        /** Takes one object; of two with one key the first counts. */
        void accept(SourceObject object);

        /** Says that all objects of a type were given: those of the catalogue that were not among them are gone. */
        void complete(ObjectType type);

        /** Objects taken so far. */
        long taken();
    }

    /** How many entities the merge changed; a restored one counts as added. */
    record Merged(long added, long modified, long removed) {}
}
