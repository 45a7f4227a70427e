package org.godwit.sample;

import java.sql.SQLException;
import java.util.List;

/** Rows about boot images, operating system images and driver packages, and the drivers in these. */
final class ImageRows {

    private static final int DRIVER = 6;
    private static final int DRIVERS_PER_PACKAGE = 3;

    private ImageRows() {}

    static void write(SiteDatabase database, List<PackagePlan.Package> packages, ConfigurationItems items)
            throws SQLException {
        TableWriter boot = database.table(
                "v_BootImagePackage",
                "PackageID",
                "Name",
                "Description",
                "Version",
                "ImageOSVersion",
                "ImagePath",
                "Architecture",
                "PkgSourcePath",
                "SourceVersion",
                "SourceDate",
                "DefaultImage");
        TableWriter images = database.table(
                "v_ImagePackage",
                "PackageID",
                "Name",
                "Description",
                "Version",
                "ImageOSVersion",
                "PkgSourcePath",
                "SourceVersion",
                "SourceDate");
        TableWriter drivers = database.table(
                "v_DriverPackage",
                "PackageID",
                "Name",
                "Description",
                "Version",
                "Manufacturer",
                "PkgSourcePath",
                "SourceVersion",
                "SourceDate");
        for (PackagePlan.Package p : packages) {
            switch (p.kind()) {
                case BOOT_IMAGE ->
                    boot.row(
                            p.id(),
                            p.name(),
                            null,
                            p.version(),
                            "10.0.26100.1",
                            p.sourcePath() + "\\boot.wim",
                            9,
                            p.sourcePath() + "\\boot.wim",
                            p.sourceVersion(),
                            p.sourceDate(),
                            p.number() == 2);
                case OS_IMAGE ->
                    images.row(
                            p.id(),
                            p.name(),
                            null,
                            p.version(),
                            "10.0.22631.4460",
                            p.sourcePath() + "\\install.wim",
                            p.sourceVersion(),
                            p.sourceDate());
                case DRIVERS -> {
                    drivers.row(
                            p.id(),
                            p.name(),
                            null,
                            p.version(),
                            p.manufacturer(),
                            p.sourcePath(),
                            p.sourceVersion(),
                            p.sourceDate());
                    drivers(database, p, items);
                }
                default -> {
                    // not an image
                }
            }
        }
    }

    private static void drivers(SiteDatabase database, PackagePlan.Package p, ConfigurationItems items)
            throws SQLException {
        TableWriter drivers = database.table(
                "v_CI_DriversCIs",
                "CI_ID",
                "CI_UniqueID",
                "DriverINFFile",
                "DriverVersion",
                "DriverProvider",
                "DriverClass",
                "DriverDate",
                "ContentSourcePath",
                "IsEnabled");
        TableWriter contents = database.table("v_DriverContentToPackage", "PkgID", "CI_ID", "Content_ID");
        List<String> classes = List.of("Net", "Display", "HDC");
        for (int i = 0; i < DRIVERS_PER_PACKAGE; i++) {
            String kind = classes.get(i);
            ConfigurationItems.Item item = items.add(
                    DRIVER, "Driver_" + p.id() + "_" + kind, kind + " adapter " + p.number(), null, p.sourceDate());
            String version = "12.1." + p.number() + "." + i;
            drivers.row(
                    item.id(),
                    item.uniqueId(),
                    kind.toLowerCase(java.util.Locale.ROOT) + ".inf",
                    version,
                    "Fabrikam",
                    kind,
                    p.sourceDate(),
                    p.sourcePath() + "\\" + kind,
                    i != 2);
            contents.row(p.id(), item.id(), p.contents().get(0).number());
        }
    }
}
