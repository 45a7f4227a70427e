package org.godwit.sample;

import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Task sequences and everything they refer to: boot images, packages, operating system images, drivers, applications. */
final class TaskSequenceRows {

    private static final int PACKAGES_PER_SEQUENCE = 10;
    private static final int TASK_SEQUENCE = 4;

    private TaskSequenceRows() {}

    /**
     * Writes one task sequence for every ten packages, and at least one.
     *
     * @param applications the latest revisions by the PackageID of their content
     * @return PackageIDs and names
     */
    static Map<String, String> write(
            SiteDatabase database,
            List<PackagePlan.Package> packages,
            Map<String, ConfigurationItems.Item> applications)
            throws SQLException {
        TableWriter sequences = database.table(
                "v_TaskSequencePackage",
                "PackageID",
                "Name",
                "Description",
                "Version",
                "Manufacturer",
                "Language",
                "SourceDate",
                "SourceVersion",
                "PkgSourcePath",
                "LastRefreshTime",
                "BootImageID",
                "TS_Type",
                "TS_Flags");
        TableWriter references = database.table(
                "v_TaskSequenceReferencesInfo",
                "PackageID",
                "ReferencePackageID",
                "ReferenceName",
                "ReferenceVersion",
                "ReferenceProgramName");
        TableWriter plain =
                database.table("v_TaskSequencePackageReferences", "PackageID", "RefPackageID", "RefPackageType");
        TableWriter apps = database.table(
                "v_TaskSequenceAppReferencesInfo", "PackageID", "RefAppModelName", "RefAppCI_ID", "RefAppPackageID");
        Map<String, String> made = new java.util.TreeMap<>();
        int count = Math.max(1, packages.size() / PACKAGES_PER_SEQUENCE);
        for (int i = 0; i < count; i++) {
            String id = Ids.of(Hierarchy.TOP.code(), 0x9000 + i);
            String name =
                    i % 2 == 0 ? "Install Windows 11 (" + i + ")" : "Windows 11 In-Place-Upgrade für Büros (" + i + ")";
            made.put(id, name);
            LocalDateTime date = ClientGenerator.NOW.minusDays(100L + i);
            Optional<PackagePlan.Package> boot = find(packages, PackagePlan.Kind.BOOT_IMAGE, i);
            sequences.row(
                    id,
                    name,
                    "Made by the sample",
                    "1." + i,
                    null,
                    null,
                    date,
                    1,
                    "",
                    date,
                    boot.map(PackagePlan.Package::id).orElse(null),
                    i % 2 == 0 ? 2 : 1,
                    0);
            List<PackagePlan.Package> used = new ArrayList<>();
            boot.ifPresent(used::add);
            find(packages, PackagePlan.Kind.OS_IMAGE, i).ifPresent(used::add);
            find(packages, PackagePlan.Kind.DRIVERS, i).ifPresent(used::add);
            find(packages, PackagePlan.Kind.PACKAGE, i).ifPresent(used::add);
            find(packages, PackagePlan.Kind.PACKAGE, i + 1)
                    .filter(p -> !used.contains(p))
                    .ifPresent(used::add);
            for (PackagePlan.Package p : used) {
                String program = p.kind() == PackagePlan.Kind.PACKAGE ? "Install" : null;
                references.row(id, p.id(), p.name(), p.version(), program);
                plain.row(id, p.id(), p.kind().packageType);
            }
            Optional<PackagePlan.Package> app = find(packages, PackagePlan.Kind.APPLICATION, i);
            if (app.isPresent()) {
                ConfigurationItems.Item item = applications.get(app.get().id());
                if (item != null) {
                    apps.row(id, item.modelName(), item.id(), app.get().id());
                }
            }
        }
        return made;
    }

    /** The n-th package of a kind, starting again after the last. */
    private static Optional<PackagePlan.Package> find(
            List<PackagePlan.Package> packages, PackagePlan.Kind kind, int number) {
        List<PackagePlan.Package> ofKind =
                packages.stream().filter(p -> p.kind() == kind).toList();
        return ofKind.isEmpty() ? Optional.empty() : Optional.of(ofKind.get(number % ofKind.size()));
    }
}
