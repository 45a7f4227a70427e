package org.godwit.site;

import java.util.List;

/**
 * What is read of one view of a source for one class of information.
 *
 * @param columns those of the view that belong to the class and that the source has, in the order in which they are read
 * @param rows rows of the view that meet the conditions under which it is read
 * @param onRequest whether it is read only when somebody asks for it: an archive of the source's audit, clients of a collection
 */
public record Disclosure(DataClass dataClass, String view, List<String> columns, long rows, boolean onRequest) {

    public Disclosure {
        columns = List.copyOf(columns);
    }
}
