package org.godwit.sample;

import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.List;

/** Customisations of the Asset Intelligence catalogue, deployment templates and saved searches. */
final class CatalogueRows {

    private static final int FAMILY = 1;
    private static final int LABEL = 2;
    private static final int ENGLISH = 1033;
    private static final int FIRST_LABEL = 7_000_001;

    private CatalogueRows() {}

    static void write(SiteDatabase database) throws SQLException {
        categories(database);
        titles(database);
        requirements(database);
        templates(database);
        searches(database);
    }

    private static void categories(SiteDatabase database) throws SQLException {
        TableWriter rows = database.table(
                "v_LU_Category_Editable",
                "CategoryID",
                "CategoryName",
                "Description",
                "Type",
                "LanguageID",
                "IsLocal",
                "State");
        rows.row(4_892, "Unassigned and Unknown", "Delivered", 0, ENGLISH, false, 0);
        rows.row(6_000_001, "Contoso line of business", "Made by an administrator", FAMILY, ENGLISH, true, 1);
        List<String> labels = List.of("Licensed", "Retire in 2027", "Prüfen");
        for (int i = 0; i < labels.size(); i++) {
            rows.row(FIRST_LABEL + i, labels.get(i), "Label of an administrator", LABEL, ENGLISH, true, 1);
        }
    }

    private static void titles(SiteDatabase database) throws SQLException {
        TableWriter rows = database.table(
                "v_LU_SoftwareList_Editable",
                "SoftwareID",
                "CommonName",
                "CommonPublisher",
                "CommonVersion",
                "CategoryID",
                "CategoryName",
                "FamilyID",
                "FamilyName",
                "Tag1ID",
                "Tag2ID",
                "Tag3ID",
                "State");
        for (int i = 0; i < 40; i++) {
            boolean customised = i % 10 == 3;
            rows.row(
                    i + 1,
                    "Title " + i,
                    "Publisher " + i % 7,
                    i + ".0",
                    4_892,
                    "Unassigned and Unknown",
                    customised ? 6_000_001 : null,
                    customised ? "Contoso line of business" : null,
                    customised ? FIRST_LABEL + i % 3 : null,
                    customised && i > 20 ? FIRST_LABEL : null,
                    null,
                    customised ? i == 33 ? 3 : 1 : 0);
        }
    }

    private static void requirements(SiteDatabase database) throws SQLException {
        TableWriter rows = database.table(
                "v_LU_HardwareReadiness",
                "Product",
                "MinCPU",
                "MinRAM",
                "MinDiskSize",
                "MinDiskFree",
                "IsLocal",
                "State");
        rows.row("Windows 7", 1_000, 1_048_576L, 20_971_520L, 16_777_216L, false, 0);
        rows.row("Contoso CAD 12", 2_400, 16_777_216L, 104_857_600L, 52_428_800L, true, 1);
        rows.row("Contoso Büro", 1_800, 4_194_304L, 20_971_520L, 10_485_760L, true, 1);
    }

    private static void templates(SiteDatabase database) throws SQLException {
        TableWriter rows = database.table(
                "vSMS_Template",
                "TemplateUniqueID",
                "Name",
                "Description",
                "Type",
                "SchemaGUID",
                "Data",
                "LastModifiedDate");
        LocalDateTime modified = ClientGenerator.NOW.minusDays(90);
        for (String name : List.of("Patch Tuesday", "Emergency", "Server ring")) {
            Chance chance = new Chance(0, "template", name.hashCode());
            rows.row(
                    chance.guid(),
                    name,
                    "Template of a software update deployment",
                    0,
                    null,
                    "<?xml version=\"1.0\"?><DeploymentCreationActionXML><EnableDeployment>true</EnableDeployment>"
                            + "</DeploymentCreationActionXML>",
                    modified);
        }
    }

    private static void searches(SiteDatabase database) throws SQLException {
        TableWriter rows = database.table(
                "vSMS_SearchFolder",
                "FolderId",
                "Name",
                "ObjectType",
                "SearchString",
                "GroupID",
                "SourceSite",
                "IsSystem");
        String criteria = "<SearchFolderDescription Version=\"3\"><SearchFolderDescriptionItems>"
                + "<SearchFolderDescriptionItem PropertyName=\"Manufacturer\"/></SearchFolderDescriptionItems>"
                + "</SearchFolderDescription>";
        rows.row(1, "All objects", 2, criteria, null, Hierarchy.TOP.code(), true);
        rows.row(16_777_301, "Packages without manufacturer", 2, criteria, null, Hierarchy.TOP.code(), false);
        rows.row(16_777_302, "Collections of Deutschland", 5000, criteria, null, Hierarchy.TOP.code(), false);
    }
}
