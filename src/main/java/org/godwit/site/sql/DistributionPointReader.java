package org.godwit.site.sql;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.godwit.site.SourceDistributionPoint;
import org.godwit.site.sql.SourceSchema.View;
import org.jspecify.annotations.Nullable;

/** Reads the distribution points from {@code v_DistributionPointInfo} (reference D). PXEPassword is never selected. */
final class DistributionPointReader {

    static final String VIEW = "v_DistributionPointInfo";

    static final String ROLES_VIEW = "v_SystemResourceList";

    static final List<String> COLUMNS = List.of(
            "ServerName",
            "NALPath",
            "SiteCode",
            "IsPullDP",
            "IsPXE",
            "ServiceType",
            "IsProtected",
            "IsActive",
            "Drive",
            "Communication");

    /** The host in {@code ["Display=\\HOST\"]MSWNET:["SMS_SITE=ABC"]\\HOST\}. */
    private static final Pattern NAL_HOST = Pattern.compile("\\\\\\\\([^\\\\\"\\]]+)");

    private final SourceSession session;

    DistributionPointReader(SourceSession session) {
        this.session = session;
    }

    List<SourceDistributionPoint> read() throws SQLException {
        Optional<View> view = session.schema().find(VIEW).filter(v -> v.has("NALPath"));
        if (view.isEmpty()) {
            return List.of();
        }
        List<SourceDistributionPoint> found = new ArrayList<>();
        Map<String, Set<String>> roles = roles();
        try (SourceSession.Query query =
                session.prepare(Select.from(view.get()).columns(COLUMNS).orderedBy("NALPath"))) {
            query.run(row -> {
                String nalPath = row.text(1);
                if (nalPath != null) {
                    found.add(point(row, nalPath, roles));
                }
            });
        }
        return found;
    }

    /** Site system roles by server in lower case; null where the source does not show them. */
    private @Nullable Map<String, Set<String>> roles() throws SQLException {
        Optional<View> view = session.schema().find(ROLES_VIEW).filter(v -> v.has("ServerName") && v.has("RoleName"));
        if (view.isEmpty()) {
            return null;
        }
        Map<String, Set<String>> roles = new HashMap<>();
        try (SourceSession.Query query = session.prepare(Select.from(view.get())
                .columns(List.of("ServerName", "RoleName"))
                .orderedBy("ServerName"))) {
            query.run(row -> {
                String server = row.text(0);
                String role = row.text(1);
                if (server != null && role != null && !role.isBlank()) {
                    roles.computeIfAbsent(key(server), s -> new TreeSet<>()).add(role.strip());
                }
            });
        }
        return roles;
    }

    private static String key(String server) {
        return server.strip().replaceAll("^\\\\+", "").toLowerCase(Locale.ROOT);
    }

    private static SourceDistributionPoint point(Row row, String nalPath, @Nullable Map<String, Set<String>> roles)
            throws SQLException {
        String stated = row.text(0);
        String server = stated == null || stated.isBlank() ? host(nalPath) : stated.strip();
        String site = row.text(2);
        String service = row.text(5);
        return new SourceDistributionPoint(
                server,
                nalPath,
                site == null ? "" : site.strip(),
                isTrue(row, 3),
                isTrue(row, 4),
                service != null && !service.isBlank(),
                isTrue(row, 6),
                !Boolean.FALSE.equals(row.bool(7)),
                firstDrive(row.text(8)),
                isTrue(row, 9),
                roles == null ? null : List.copyOf(roles.getOrDefault(key(server), Set.of())));
    }

    private static boolean isTrue(Row row, int column) throws SQLException {
        return Boolean.TRUE.equals(row.bool(column));
    }

    static String host(String nalPath) {
        Matcher host = NAL_HOST.matcher(nalPath);
        return host.find() ? host.group(1) : nalPath;
    }

    private static @Nullable String firstDrive(@Nullable String drives) {
        if (drives == null
                || drives.isBlank()
                || !Character.isLetter(drives.strip().charAt(0))) {
            return null;
        }
        return drives.strip().substring(0, 1);
    }
}
