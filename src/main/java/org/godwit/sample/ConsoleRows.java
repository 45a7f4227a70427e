package org.godwit.sample;

import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Folders, metering rules, and the status messages that are the site's own audit. */
final class ConsoleRows {

    private static final int PACKAGES = 2;
    private static final int DEVICE_COLLECTIONS = 5000;
    private static final int AUDIT = 768;
    private static final int MESSAGES = 200;

    private ConsoleRows() {}

    static void write(SiteDatabase database, List<PackagePlan.Package> packages) throws SQLException {
        folders(database, packages);
        metering(database);
        CatalogueRows.write(database);
        messages(database);
    }

    private static void folders(SiteDatabase database, List<PackagePlan.Package> packages) throws SQLException {
        TableWriter folders = database.table(
                "vSMS_Folders",
                "ContainerNodeID",
                "Name",
                "ObjectType",
                "ParentContainerNodeID",
                "FolderGuid",
                "SearchFolder",
                "SearchString",
                "SourceSite");
        folder(folders, 16_777_217, "Office", PACKAGES, 0, null);
        folder(folders, 16_777_218, "Office – Deutschland", PACKAGES, 16_777_217, null);
        folder(folders, 16_777_219, "Departments", DEVICE_COLLECTIONS, 0, null);
        folder(folders, 16_777_220, "Without manufacturer", PACKAGES, 0, "<SearchFolderDescription Version=\"3\"/>");
        folder(folders, 16_777_221, "Leer", PACKAGES, 16_777_218, null);
        TableWriter members = database.table("FolderMembers", "ContainerNodeID", "InstanceKey", "ObjectType");
        for (PackagePlan.Package p : packages) {
            if (p.kind() == PackagePlan.Kind.PACKAGE) {
                members.row(p.number() % 2 == 0 ? 16_777_217 : 16_777_218, p.id(), PACKAGES);
            }
        }
        for (int d = 0; d < CollectionGenerator.DEPARTMENTS.size(); d++) {
            members.row(16_777_219, CollectionGenerator.department(d), DEVICE_COLLECTIONS);
        }
    }

    private static void folder(TableWriter folders, int id, String name, int type, int parent, @Nullable String search)
            throws SQLException {
        String guid = new Chance(0, "folder", id).guid();
        folders.row(id, name, type, parent, guid, search != null, search, Hierarchy.TOP.code());
    }

    private static void metering(SiteDatabase database) throws SQLException {
        TableWriter rules = database.table(
                "v_MeteredProductRule",
                "RuleID",
                "SecurityKey",
                "ProductName",
                "FileName",
                "OriginalFileName",
                "FileVersion",
                "LanguageID",
                "SiteCode",
                "Enabled");
        List<String> products = List.of("winword.exe", "excel.exe", "acad.exe", "photoshop.exe");
        for (int i = 0; i < products.size(); i++) {
            String file = products.get(i);
            String site = i % 2 == 0 ? Hierarchy.TOP.code() : "PS1";
            rules.row(i + 1, Ids.of(site, 0x10 + i), "Usage of " + file, file, file, "*", 65_535, site, i != 3);
        }
    }

    private static void messages(SiteDatabase database) throws SQLException {
        TableWriter messages = database.table(
                "v_StatusMessage",
                "RecordID",
                "ModuleName",
                "Severity",
                "MessageID",
                "MessageType",
                "Time",
                "SiteCode",
                "MachineName",
                "Component");
        TableWriter attributes =
                database.table("v_StatMsgAttributes", "RecordID", "AttributeID", "AttributeValue", "AttributeTime");
        TableWriter strings = database.table("v_StatMsgInsStrs", "RecordID", "InsStrIndex", "InsStrValue");
        for (int i = 0; i < MESSAGES; i++) {
            long id = 72_057_594_037_927_936L + i;
            LocalDateTime time = ClientGenerator.NOW.minusHours(MESSAGES - i);
            boolean audit = i % 3 != 0;
            messages.row(
                    id,
                    audit ? "SMS Provider" : "SMS Server",
                    1_073_741_824L,
                    audit ? 30_000 + i % 60 : 500 + i % 7,
                    audit ? AUDIT : 256,
                    time,
                    Hierarchy.TOP.code(),
                    Hierarchy.TOP.server(),
                    audit ? "Microsoft.ConfigurationManagement.exe" : "SMS_SITE_COMPONENT_MANAGER");
            if (audit) {
                attributes.row(id, 403, "CONTOSO\\admin", time);
                strings.row(id, 0, "CONTOSO\\admin");
                strings.row(id, 1, Ids.of(Hierarchy.TOP.code(), 0x10 + i % 6));
            }
        }
    }
}
