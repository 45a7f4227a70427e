package org.godwit.hierarchy;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.godwit.site.SourceSiteInfo;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The table of source sites. */
@Component
@Transactional
class SourceSiteStore implements SourceSites {

    private final JdbcClient jdbc;

    SourceSiteStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    @Transactional(readOnly = true)
    public List<SourceSiteInfo> of(long hierarchyId) {
        return parentsFirst(read(hierarchyId));
    }

    @Override
    public Replaced replace(long hierarchyId, List<SourceSiteInfo> sites) {
        Map<String, SourceSiteInfo> before = new LinkedHashMap<>();
        read(hierarchyId).forEach(s -> before.put(s.siteCode(), s));
        int added = 0;
        int modified = 0;
        for (SourceSiteInfo site : sites) {
            SourceSiteInfo known = before.remove(site.siteCode());
            if (known == null) {
                insert(hierarchyId, site);
                added++;
            } else if (!known.equals(site)) {
                update(hierarchyId, site);
                modified++;
            }
        }
        before.keySet()
                .forEach(code -> jdbc.sql("DELETE FROM source_site WHERE hierarchy_id = ? AND site_code = ?")
                        .params(hierarchyId, code)
                        .update());
        return new Replaced(sites.size(), added, modified, before.size());
    }

    /** Site codes that other, not deleted hierarchies use for any of their sites, with the name of the hierarchy. */
    Map<String, String> codesOfOthers(long exceptHierarchyId) {
        Map<String, String> codes = new LinkedHashMap<>();
        jdbc.sql("""
                        SELECT s.site_code, h.name FROM source_site s JOIN source_hierarchy h ON h.id = s.hierarchy_id
                        WHERE h.deleted_at IS NULL AND h.id <> :id
                        UNION
                        SELECT h.site_code, h.name FROM source_hierarchy h WHERE h.deleted_at IS NULL AND h.id <> :id
                        """)
                .param("id", exceptHierarchyId)
                .query((rs, n) -> codes.putIfAbsent(rs.getString(1), rs.getString(2)))
                .list();
        return codes;
    }

    private List<SourceSiteInfo> read(long hierarchyId) {
        return jdbc.sql("""
                        SELECT site_code, site_name, server_name, parent_site_code, kind, site_version, build_number,
                               site_status, site_mode
                        FROM source_site WHERE hierarchy_id = ? ORDER BY site_code
                        """).param(hierarchyId).query(SourceSiteStore::site).list();
    }

    private void insert(long hierarchyId, SourceSiteInfo site) {
        write("""
                INSERT INTO source_site (hierarchy_id, site_code, site_name, server_name, parent_site_code, kind,
                    site_version, build_number, site_status, site_mode)
                VALUES (:hierarchy, :code, :name, :server, :parent, :kind, :version, :build, :status, :mode)
                """, hierarchyId, site);
    }

    private void update(long hierarchyId, SourceSiteInfo site) {
        write("""
                UPDATE source_site SET site_name = :name, server_name = :server, parent_site_code = :parent,
                    kind = :kind, site_version = :version, build_number = :build, site_status = :status,
                    site_mode = :mode
                WHERE hierarchy_id = :hierarchy AND site_code = :code
                """, hierarchyId, site);
    }

    private void write(String sql, long hierarchyId, SourceSiteInfo site) {
        jdbc.sql(sql)
                .param("hierarchy", hierarchyId)
                .param("code", site.siteCode())
                .param("name", site.siteName())
                .param("server", site.serverName())
                .param("parent", site.parentSiteCode(), Types.NVARCHAR)
                .param("kind", site.kind().name())
                .param("version", site.version(), Types.NVARCHAR)
                .param("build", site.buildNumber())
                .param("status", site.status())
                .param("mode", site.mode())
                .update();
    }

    private static SourceSiteInfo site(ResultSet rs, int number) throws SQLException {
        return new SourceSiteInfo(
                rs.getString("site_code"),
                rs.getString("site_name"),
                rs.getString("server_name"),
                rs.getString("parent_site_code"),
                SourceSiteInfo.Kind.valueOf(rs.getString("kind")),
                rs.getString("site_version"),
                rs.getInt("build_number"),
                rs.getInt("site_status"),
                rs.getInt("site_mode"));
    }

    /** Ordered by tier; a site whose parent is not among them counts as top-level. */
    static List<SourceSiteInfo> parentsFirst(List<SourceSiteInfo> sites) {
        List<SourceSiteInfo> ordered = new ArrayList<>();
        List<SourceSiteInfo> rest = new ArrayList<>(sites);
        Set<String> placed = new HashSet<>();
        Set<String> known = new HashSet<>();
        sites.forEach(s -> known.add(s.siteCode()));
        while (!rest.isEmpty()) {
            List<SourceSiteInfo> tier = rest.stream()
                    .filter(s -> s.parentSiteCode() == null
                            || !known.contains(s.parentSiteCode())
                            || placed.contains(s.parentSiteCode()))
                    .toList();
            List<SourceSiteInfo> next =
                    tier.isEmpty() ? List.copyOf(rest) : tier; // a cycle: take what is left as it is
            ordered.addAll(next);
            next.forEach(s -> placed.add(s.siteCode()));
            rest.removeAll(next);
        }
        return ordered;
    }
}
