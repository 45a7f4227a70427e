package org.godwit.sample;

import java.sql.SQLException;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/** Configuration items of every kind: applications, updates, baselines, drivers are all rows of the same views. */
final class ConfigurationItems {

    /** @param modelName ModelName; what deployments and task sequences name the item by */
    record Item(int id, String uniqueId, String modelName, String name) {}

    private static final String SCOPE = "ScopeId_3B5A2C11-0E44-4B7B-9F3C-2F6D1A7E9C05";
    private static final int GERMAN = 1031;
    private static final int ENGLISH = 1033;

    private final TableWriter items;
    private final TableWriter names;
    private final TableWriter relations;
    private final TableWriter relationTable;
    private int next = 16_778_000;

    ConfigurationItems(SiteDatabase database) throws SQLException {
        items = database.table(
                "v_ConfigurationItems",
                "CI_ID",
                "CI_UniqueID",
                "CIVersion",
                "CIType_ID",
                "ModelID",
                "ModelName",
                "IsEnabled",
                "IsExpired",
                "IsSuperseded",
                "IsHidden",
                "IsDeployed",
                "IsLatest",
                "IsTombstoned",
                "SDMPackageVersion",
                "SDMPackageDigest",
                "DateCreated",
                "CreatedBy",
                "DateLastModified",
                "LastModifiedBy",
                "SourceSite");
        names = database.table("v_LocalizedCIProperties", "CI_ID", "DisplayName", "Description", "LocaleID");
        relations = database.table("v_CIRelation", "FromCIID", "ToCIID", "RelationType");
        relationTable = database.table("CI_ConfigurationItemRelations", "FromCI_ID", "ToCI_ID", "RelationType");
    }

    /** Adds the latest revision of an item. */
    Item add(int type, String model, String name, @Nullable String digest, LocalDateTime date) throws SQLException {
        return add(type, model, name, digest, date, 1, true);
    }

    /** Adds one revision of an item. */
    Item add(
            int type,
            String model,
            String name,
            @Nullable String digest,
            LocalDateTime date,
            int revision,
            boolean latest)
            throws SQLException {
        int id = next++;
        String modelName = SCOPE + "/" + model;
        String uniqueId = modelName + "/" + revision;
        items.row(
                id,
                uniqueId,
                revision,
                type,
                id - 900_000,
                modelName,
                true,
                false,
                false,
                false,
                true,
                latest,
                false,
                revision,
                digest,
                date,
                "CONTOSO\\admin",
                date.plusDays(revision),
                "CONTOSO\\packager",
                Hierarchy.TOP.code());
        names.row(id, name, "Made by the sample", ENGLISH);
        if (id % 4 == 0) {
            names.row(id, name + " (deutsch)", null, GERMAN);
        }
        return new Item(id, uniqueId, modelName, name);
    }

    void relate(Item from, Item to, int type) throws SQLException {
        relations.row(from.id(), to.id(), type);
        relationTable.row(from.id(), to.id(), type);
    }
}
