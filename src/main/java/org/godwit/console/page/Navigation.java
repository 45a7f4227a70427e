package org.godwit.console.page;

import java.util.List;
import org.godwit.security.Actor;
import org.godwit.security.Right;
import org.jspecify.annotations.Nullable;

/** The workspaces on the left, as administrators know them from the Configuration Manager console. */
final class Navigation {

    private static final List<Workspace> ALL = List.of(
            new Workspace(
                    "migration",
                    List.of(
                            new Entry("dashboard", "/", null),
                            new Entry("hierarchies", "/source-hierarchies", Right.SOURCE_HIERARCHY_READ),
                            new Entry("catalogue", "/catalogue", Right.CATALOG_READ),
                            new Entry("jobs", "/migration-jobs", Right.MIGRATION_JOB_READ),
                            new Entry("clients", "/clients", Right.CLIENT_READ),
                            new Entry("waves", "/client-waves", Right.MIGRATION_JOB_READ),
                            new Entry("points", "/distribution-points", Right.DISTRIBUTION_POINT_READ),
                            new Entry("takeovers", "/reassignments", Right.DISTRIBUTION_POINT_READ),
                            new Entry("transfers", "/content-transfers", Right.CONTENT_READ),
                            new Entry("distributions", "/distribution-jobs", Right.CONTENT_READ),
                            new Entry("retirements", "/content-retirements", Right.CONTENT_READ),
                            new Entry("media", "/package-media", Right.CONTENT_READ))),
            new Workspace(
                    "monitoring",
                    List.of(
                            new Entry("reports", "/reports", Right.REPORT_READ),
                            new Entry("alerts", "/alerts", Right.ALERT_READ),
                            new Entry("nodes", "/nodes", Right.NODE_READ),
                            new Entry("agents", "/agents", Right.NODE_READ),
                            new Entry("operate", "/operate", Right.NODE_READ))),
            new Workspace(
                    "security",
                    List.of(
                            new Entry("audit", "/audit-events", Right.AUDIT_READ),
                            new Entry("review", "/job-creations", Right.AUDIT_READ),
                            new Entry("segments", "/audit-segments", Right.AUDIT_READ),
                            new Entry("archives", "/source-audit-archives", Right.AUDIT_READ),
                            new Entry("users", "/admin-users", Right.ADMIN_USER_READ),
                            new Entry("groups", "/admin-groups", Right.ADMIN_USER_READ),
                            new Entry("roles", "/security-roles", Right.SECURITY_ROLE_READ),
                            new Entry("scopes", "/security-scopes", Right.SECURITY_SCOPE_READ),
                            new Entry("tokens", "/api-tokens", Right.API_TOKEN_CREATE),
                            new Entry("posture", "/security-posture", Right.SECURITY_POSTURE_READ))),
            new Workspace(
                    "administration",
                    List.of(
                            new Entry("settings", "/settings", Right.SETTINGS_MODIFY),
                            new Entry("help", "/help", null))));

    private Navigation() {}

    /** What this actor may open; workspaces with nothing in them are left out. */
    static List<Workspace> of(Actor actor) {
        return ALL.stream()
                .map(w -> new Workspace(
                        w.key(),
                        w.entries().stream()
                                .filter(e -> e.right() == null || actor.may(e.right()))
                                .toList()))
                .filter(w -> !w.entries().isEmpty())
                .toList();
    }

    /** @param key part of its message code */
    record Workspace(String key, List<Entry> entries) {}

    /**
     * @param key part of its message code, and its icon
     * @param path where it leads
     * @param right what one needs to see it; null for nothing
     */
    record Entry(String key, String path, @Nullable Right right) {

        /** Whether a page with this path belongs to the entry. */
        public boolean holds(String page) {
            return path.equals("/") ? page.equals("/") : page.equals(path) || page.startsWith(path + "/");
        }
    }
}
