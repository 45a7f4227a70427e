package org.godwit.site.sql;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.godwit.site.SourceFailure;
import org.godwit.site.SourceSiteInfo;
import org.godwit.site.SourceSiteInfo.Kind;
import org.godwit.site.sql.SourceSchema.View;
import org.jspecify.annotations.Nullable;

/** Reads the sites of the hierarchy from {@code v_Site} (reference A). */
final class SiteReader {

    static final String VIEW = "v_Site";

    static final List<String> COLUMNS = List.of(
            "SiteCode",
            "SiteName",
            "ServerName",
            "ReportingSiteCode",
            "Type",
            "Version",
            "BuildNumber",
            "Status",
            "Mode");

    private static final int SECONDARY = 1;
    private static final int CENTRAL = 4;

    private final SourceSession session;

    SiteReader(SourceSession session) {
        this.session = session;
    }

    /** Parents before children. */
    List<SourceSiteInfo> read() throws SQLException {
        Optional<View> view = session.schema().find(VIEW);
        if (view.isEmpty()) {
            throw new SourceFailure(
                    SourceFailure.Cause.SQL_ERROR,
                    "The database shows no view v_Site to this account.",
                    "Name the site database, CM_ and the site code as a rule, and give the account Select on it.");
        }
        List<SourceSiteInfo> found = new ArrayList<>();
        try (SourceSession.Query query =
                session.prepare(Select.from(view.get()).columns(COLUMNS).orderedBy("SiteCode"))) {
            query.run(row -> found.add(site(row)));
        }
        return parentsFirst(found);
    }

    private static SourceSiteInfo site(Row row) throws SQLException {
        String code = text(row, 0);
        String parent = text(row, 3);
        int type = (int) row.number(4);
        Integer status = row.integer(7);
        return new SourceSiteInfo(
                code,
                row.text(1) == null ? code : text(row, 1),
                text(row, 2),
                parent.isEmpty() ? null : parent,
                kind(type, parent),
                row.text(5),
                (int) row.number(6),
                status == null ? 1 : status,
                (int) row.number(8));
    }

    private static Kind kind(int type, String parent) {
        return switch (type) {
            case CENTRAL -> Kind.CENTRAL_ADMINISTRATION_SITE;
            case SECONDARY -> Kind.SECONDARY;
            default -> parent.isEmpty() ? Kind.PRIMARY : Kind.CHILD_PRIMARY;
        };
    }

    private static String text(Row row, int column) throws SQLException {
        String text = row.text(column);
        return text == null ? "" : text.strip();
    }

    /** Sites whose parent is not among the sites come last, as they were found. */
    private static List<SourceSiteInfo> parentsFirst(List<SourceSiteInfo> sites) {
        List<SourceSiteInfo> ordered = new ArrayList<>();
        addChildren(null, sites, ordered);
        sites.stream().filter(s -> !ordered.contains(s)).forEach(ordered::add);
        return ordered;
    }

    private static void addChildren(@Nullable String parent, List<SourceSiteInfo> sites, List<SourceSiteInfo> ordered) {
        for (SourceSiteInfo site : sites) {
            String reportsTo = site.parentSiteCode();
            boolean child = parent == null ? reportsTo == null : parent.equalsIgnoreCase(reportsTo);
            if (child && !ordered.contains(site)) {
                ordered.add(site);
                addChildren(site.siteCode(), sites, ordered);
            }
        }
    }
}
