package org.godwit.site.sql;

import static org.godwit.site.sql.definition.Reading.Condition.only;

import java.sql.SQLException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.godwit.site.PackageStatus;
import org.godwit.site.SourceContent;
import org.godwit.site.sql.ReadingReader.Item;
import org.godwit.site.sql.definition.Reading;
import org.godwit.site.sql.definition.Reading.Condition;
import org.godwit.site.sql.definition.Reading.Detail;
import org.jspecify.annotations.Nullable;

/** Reads which contents packages have, and on which distribution points they lie (reference D). */
final class ContentReader {

    private static final String PACKAGE_ID = "PackageID";
    private static final int SOFTWARE_UPDATES = 5;
    private static final int APPLICATION = 8;
    private static final int BYTES_PER_KB = 1024;
    /** PkgFlags: the package has no source files. */
    private static final long NO_PACKAGE = 0x10000000L;

    private static final Pattern SHA256 = Pattern.compile("[0-9A-Fa-f]{64}");

    private static final Reading CONTENTS = new Reading(
            List.of("v_Package"),
            List.of(only("PackageType", 0, 3, SOFTWARE_UPDATES, 7, APPLICATION, 257, 258, 259, 260)),
            List.of(PACKAGE_ID),
            List.of("PackageType", "PkgSourcePath", "PkgFlags", "SourceVersion"),
            List.of(
                    new Detail("", "SMSPackages", "PkgID", null, List.of(), List.of("NewHash", "SourceSize")),
                    new Detail(
                            "Contents",
                            "v_Content",
                            "PkgID",
                            null,
                            List.of(),
                            List.of("Content_UniqueID", "ContentVersion", "SourceSize"))));

    private static final Reading STATUS = new Reading(
            List.of("v_Package"),
            List.of(),
            List.of(PACKAGE_ID),
            List.of("SourceVersion"),
            List.of(
                    new Detail(
                            "Points",
                            "v_DistributionPoint",
                            PACKAGE_ID,
                            null,
                            List.of(Condition.without("Status", 3)),
                            List.of("ServerNALPath")),
                    new Detail(
                            "States",
                            "v_PackageStatusDistPointsSumm",
                            PACKAGE_ID,
                            null,
                            List.of(),
                            List.of("ServerNALPath", "SourceVersion", "State"))));

    static final List<Reading> READINGS = List.of(CONTENTS, STATUS);

    private final SourceSession session;

    ContentReader(SourceSession session) {
        this.session = session;
    }

    void contents(Consumer<SourceContent> sink) throws SQLException {
        if (ReadingReader.possible(session.schema(), CONTENTS)) {
            try (ReadingReader reader = new ReadingReader(session, CONTENTS)) {
                reader.read(found -> contents(found).forEach(sink));
            }
        }
    }

    void status(Consumer<PackageStatus> sink) throws SQLException {
        if (ReadingReader.possible(session.schema(), STATUS)) {
            try (ReadingReader reader = new ReadingReader(session, STATUS)) {
                reader.read(found -> status(found).forEach(sink));
            }
        }
    }

    /** The contents that {@code v_Content} names, else the one content a classic package has. */
    private static List<SourceContent> contents(Item found) {
        String packageId = found.key().toString();
        List<Map<String, @Nullable Object>> rows = found.rows("Contents");
        int version = (int) found.number("SourceVersion");
        long type = found.number("PackageType");
        if (!rows.isEmpty() && !isSingle(packageId, rows)) {
            return rows.stream()
                    .map(row -> content(packageId, type, row))
                    .sorted(Comparator.comparing(SourceContent::contentId))
                    .toList();
        }
        String source = found.text("PkgSourcePath");
        if (type == SOFTWARE_UPDATES
                || type == APPLICATION
                || (found.number("PkgFlags") & NO_PACKAGE) != 0
                || source == null
                || source.isBlank()) {
            return List.of();
        }
        return List.of(new SourceContent(
                packageId,
                packageId + "." + version,
                version,
                hash(found.text("NewHash")),
                found.number("SourceSize")));
    }

    /** Whether the rows say no more than that the package has its one content, {@code <PackageID>.<version>}. */
    private static boolean isSingle(String packageId, List<Map<String, @Nullable Object>> rows) {
        for (Map<String, @Nullable Object> row : rows) {
            if (!text(row, "Content_UniqueID").startsWith(packageId)) {
                return false;
            }
        }
        return true;
    }

    private static SourceContent content(String packageId, long type, Map<String, @Nullable Object> row) {
        String uniqueId = text(row, "Content_UniqueID");
        int version = row.get("ContentVersion") instanceof Number number ? number.intValue() : 1;
        boolean suffixed = uniqueId.endsWith("." + version);
        String contentId = type == APPLICATION && !suffixed ? uniqueId + "." + version : uniqueId;
        long bytes = row.get("SourceSize") instanceof Number number ? number.longValue() : 0;
        return new SourceContent(packageId, contentId, version, null, (bytes + BYTES_PER_KB - 1) / BYTES_PER_KB);
    }

    private static @Nullable String hash(@Nullable String text) {
        return text != null && SHA256.matcher(text.strip()).matches()
                ? text.strip().toUpperCase(Locale.ROOT)
                : null;
    }

    private static List<PackageStatus> status(Item found) {
        Map<String, Map<String, @Nullable Object>> states = new HashMap<>();
        for (Map<String, @Nullable Object> state : found.rows("States")) {
            states.put(text(state, "ServerNALPath").toLowerCase(Locale.ROOT), state);
        }
        return found.rows("Points").stream()
                .map(point -> text(point, "ServerNALPath"))
                .distinct()
                .map(nalPath -> {
                    Map<String, @Nullable Object> state =
                            states.getOrDefault(nalPath.toLowerCase(Locale.ROOT), Map.of());
                    return new PackageStatus(
                            found.key().toString(),
                            nalPath,
                            number(state, "SourceVersion", (int) found.number("SourceVersion")),
                            number(state, "State", 0));
                })
                .toList();
    }

    private static String text(Map<String, @Nullable Object> row, String column) {
        Object value = row.get(column);
        return value == null ? "" : value.toString();
    }

    private static int number(Map<String, @Nullable Object> row, String column, int otherwise) {
        return row.get(column) instanceof Number number ? number.intValue() : otherwise;
    }
}
