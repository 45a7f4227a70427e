package org.godwit.site.sql.definition;

import org.godwit.site.ObjectType;

/**
 * Saved searches of the console, but for the built-in ones. Columns are the properties of the class SMS_SearchFolder; that the
 * view is named after the class is general knowledge, confirmed by no public text.
 */
final class SavedSearchDefinition {

    private SavedSearchDefinition() {}

    static ObjectDefinition get() {
        return ObjectDefinition.of(ObjectType.SAVED_SEARCH, "vSMS_SearchFolder")
                .without("IsSystem", 1)
                .rowKey("FolderId")
                .name("Name")
                .columns("ObjectType", "SearchString", "GroupID", "SourceSite")
                .becomes("Made with its criteria.");
    }
}
