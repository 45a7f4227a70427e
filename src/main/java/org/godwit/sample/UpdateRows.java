package org.godwit.sample;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Rows about software updates, the groups they are in, and the deployment packages that hold their contents. */
final class UpdateRows {

    private static final int UPDATE = 1;
    private static final int UPDATE_GROUP = 9;
    private static final int CONTAINS = 1;

    private UpdateRows() {}

    /** @return the update groups */
    static List<ConfigurationItems.Item> write(
            SiteDatabase database, List<PackagePlan.Package> packages, ConfigurationItems items, ContentRows contents)
            throws SQLException {
        TableWriter updates = database.table(
                "v_UpdateInfo",
                "CI_ID",
                "CI_UniqueID",
                "BulletinID",
                "ArticleID",
                "Title",
                "DatePosted",
                "DateRevised",
                "IsExpired",
                "IsSuperseded",
                "IsDeployed");
        TableWriter updateContents = database.table("v_UpdateContents", "CI_ID", "Content_ID", "ContentProvisioned");
        TableWriter lists = database.table("v_AuthListInfo", "CI_ID", "CI_UniqueID", "Title", "Description");
        List<ConfigurationItems.Item> groups = new ArrayList<>();
        for (PackagePlan.Package p : packages) {
            if (p.kind() != PackagePlan.Kind.UPDATES) {
                continue;
            }
            String title = "Updates " + p.name();
            ConfigurationItems.Item group = items.add(UPDATE_GROUP, "AuthList_" + p.id(), title, null, p.sourceDate());
            lists.row(group.id(), group.uniqueId(), title, "Made by the sample");
            groups.add(group);
            for (PackagePlan.Content content : p.contents()) {
                String article = String.format(Locale.ROOT, "50%05d", content.number() % 100_000);
                String name = "Security update for Windows (KB" + article + ")";
                ConfigurationItems.Item update =
                        items.add(UPDATE, "SUM_" + content.uniqueId(), name, null, p.sourceDate());
                updates.row(
                        update.id(),
                        content.uniqueId(),
                        null,
                        article,
                        name,
                        p.sourceDate(),
                        p.sourceDate(),
                        false,
                        false,
                        true);
                updateContents.row(update.id(), content.number(), true);
                items.relate(group, update, CONTAINS);
                contents.write(p, content, update);
            }
        }
        return groups;
    }
}
