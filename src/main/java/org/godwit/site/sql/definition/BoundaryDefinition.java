package org.godwit.site.sql.definition;

import org.godwit.site.ObjectType;

/** Boundaries. Their values are not among the reporting views: the login needs the rights of db_datareader. */
final class BoundaryDefinition {

    private BoundaryDefinition() {}

    static ObjectDefinition get() {
        return ObjectDefinition.of(ObjectType.BOUNDARY, "vSMS_Boundary", "BoundaryEx")
                .rowKey("BoundaryID")
                .name("DisplayName", "Name", "Value")
                .columns("BoundaryType", "Value")
                .becomes(
                        "Made as it is; it takes effect by the boundary groups that hold it, which come for content location only.");
    }
}
