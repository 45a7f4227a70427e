package org.godwit.site.sql.definition;

import org.godwit.site.ObjectType;

/**
 * Folders of the console, with what lies in them. What lies in a folder does not need it, nor it them: only the folder above
 * is a reference. The SQL names are general knowledge, confirmed by no public text (reference C).
 */
final class FolderDefinition {

    private FolderDefinition() {}

    static ObjectDefinition get() {
        return ObjectDefinition.of(ObjectType.FOLDER, "vSMS_Folders")
                .rowKey("ContainerNodeID")
                .name("Name")
                .columns("ObjectType", "ParentContainerNodeID", "FolderGuid", "SearchFolder", "SearchString")
                .detail("Members", "FolderMembers", "ContainerNodeID", "InstanceKey", "ObjectType")
                .refers("ParentContainerNodeID", ObjectType.FOLDER, "PARENT_FOLDER")
                .becomes("Made with its place in the folder tree; migrated objects are put into it.");
    }
}
