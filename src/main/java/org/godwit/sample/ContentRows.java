package org.godwit.sample;

import java.sql.SQLException;

/** Rows about the contents of applications and software updates. */
final class ContentRows {

    private final TableWriter contents;
    private final TableWriter info;
    private final TableWriter ofItems;
    private final TableWriter packagesOfItems;
    private final TableWriter packages;

    ContentRows(SiteDatabase database) throws SQLException {
        contents =
                database.table("v_Content", "Content_ID", "Content_UniqueID", "PkgID", "ContentVersion", "SourceSize");
        info = database.table("v_ContentInfo", "Content_UniqueID", "ContentVersion", "ContentSource", "SourceSize");
        ofItems = database.table("v_CIToContent", "CI_ID", "Content_ID", "Content_UniqueID");
        packagesOfItems = database.table("v_CIContentPackage", "CI_ID", "PkgID");
        packages = database.table(
                "CI_ContentPackages", "Content_ID", "PkgID", "Content_UniqueID", "ContentVersion", "ContentSubFolder");
    }

    /** Writes a content of a package together with the configuration item that it belongs to. */
    void write(PackagePlan.Package p, PackagePlan.Content content, ConfigurationItems.Item item) throws SQLException {
        contents.row(content.number(), content.uniqueId(), p.id(), content.version(), content.bytes());
        // KB here, bytes in v_Content
        info.row(content.uniqueId(), content.version(), p.sourcePath(), (content.bytes() + 1023) / 1024);
        ofItems.row(item.id(), content.number(), content.uniqueId());
        packagesOfItems.row(item.id(), p.id());
        String folder = p.kind() == PackagePlan.Kind.UPDATES ? content.uniqueId() : content.name();
        packages.row(content.number(), p.id(), content.uniqueId(), content.version(), folder);
    }
}
