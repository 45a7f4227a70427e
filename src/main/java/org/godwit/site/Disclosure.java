package org.godwit.site;

import java.util.List;

/**
 * What is read of one view of a source for one class of information.
 *
 * @param columns those of the view that belong to the class and that the source has, in the order in which they are read
 * @param rows rows the view has; not all of them need be read
 */
public record Disclosure(DataClass dataClass, String view, List<String> columns, long rows) {

    public Disclosure {
        columns = List.copyOf(columns);
    }
}
