package org.godwit.sample;

import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows about packages: the packages themselves, programs, advertisements, and which distribution point has which. */
final class PackageRows {

    private static final long DISABLED = 0x1000;
    private static final long REQUIRED = 0x20;
    private static final int INSTALLED = 0;
    private static final int INSTALL_RETRYING = 2;

    private final TableWriter shown;
    private final TableWriter table;
    private final TableWriter programs;
    private final TableWriter adverts;
    private final TableWriter points;
    private final TableWriter states;
    private final TableWriter distribution;
    private final TableWriter status;

    PackageRows(SiteDatabase database) throws SQLException {
        shown = database.table(
                "v_Package",
                "PackageID",
                "Name",
                "Description",
                "PkgSourcePath",
                "Manufacturer",
                "Version",
                "Language",
                "PackageType",
                "StoredPkgPath",
                "SourceVersion",
                "SourceDate",
                "SourceSite",
                "LastRefreshTime",
                "Priority",
                "PkgFlags",
                "PreferredAddressType",
                "ImageFlags");
        table = database.table(
                "SMSPackages",
                "PkgID",
                "Name",
                "Version",
                "Language",
                "Manufacturer",
                "Description",
                "Hash",
                "NewHash",
                "HashVersion",
                "Source",
                "SourceSite",
                "StoredPkgVersion",
                "Priority",
                "PkgFlags",
                "SourceVersion",
                "SourceDate",
                "SourceSize",
                "SourceCompSize",
                "ImageFlags",
                "PackageType",
                "Action");
        programs = database.table(
                "v_Program",
                "PackageID",
                "ProgramName",
                "CommandLine",
                "WorkingDirectory",
                "Comment",
                "ProgramFlags",
                "Duration",
                "DiskSpaceRequired",
                "Requirements",
                "DependentProgram");
        adverts = database.table(
                "v_Advertisement",
                "AdvertisementID",
                "AdvertisementName",
                "PackageID",
                "ProgramName",
                "CollectionID",
                "PresentTime",
                "ExpirationTime",
                "AdvertFlags",
                "AssignedScheduleEnabled",
                "SourceSite",
                "Comment");
        points = database.table(
                "v_DistributionPoint",
                "PackageID",
                "ServerNALPath",
                "SiteCode",
                "SiteName",
                "SourceSite",
                "LastRefreshTime",
                "Status",
                "IsPeerDP",
                "IsCloud");
        states = database.table(
                "v_PackageStatusDistPointsSumm",
                "PackageID",
                "ServerNALPath",
                "SiteCode",
                "SourceVersion",
                "State",
                "InstallStatus",
                "LastCopied",
                "SummaryDate");
        distribution = database.table("v_DistributionStatus", "PkgID", "DPID", "State", "StateGroup", "SummaryDate");
        status = database.table(
                "PkgStatus",
                "ID",
                "Type",
                "SiteCode",
                "PkgServer",
                "Status",
                "SourceVersion",
                "UpdateTime",
                "Location",
                "ShareName",
                "HTTPUrl",
                "SigURL");
    }

    void write(List<PackagePlan.Package> packages, HashedContents hashed) throws SQLException {
        for (PackagePlan.Package each : packages) {
            String stated = each.single() ? hashed.of(each.contents().get(0)) : "";
            row(each.id(), each.name(), each.manufacturer(), each.version(), each.kind().packageType, each, stated);
            if (each.kind() == PackagePlan.Kind.PACKAGE) {
                programs(each.id(), each.number(), each.sourceDate());
            }
            for (Hierarchy.Point point : Hierarchy.POINTS) {
                if (ContentGenerator.holds(point, each)) {
                    onPoint(each, point);
                } else if ((each.number() + point.id()) % 17 == 0) {
                    removedFrom(each, point);
                }
            }
        }
        withoutContent(packages.size());
    }

    /** A package of any kind; one without content has no source. */
    private void row(
            String id,
            String name,
            @Nullable String manufacturer,
            @Nullable String version,
            int type,
            PackagePlan.@Nullable Package content,
            String hash)
            throws SQLException {
        String source = content == null ? "" : content.sourcePath();
        int sourceVersion = content == null ? 0 : content.sourceVersion();
        LocalDateTime date = content == null ? ClientGenerator.NOW.minusYears(1) : content.sourceDate();
        String site = id.substring(0, 3);
        String language = id.hashCode() % 3 == 0 ? "Deutsch" : null;
        String stored = content == null ? "" : "\\\\" + Hierarchy.TOP.server() + "\\SMSPKGD$\\" + id + "\\";
        long flags = content == null ? 0x10000000L : 0x05000000L;
        shown.row(
                id,
                name,
                name.length() % 2 == 0 ? "Made by the sample" : null,
                source,
                manufacturer,
                version,
                language,
                type,
                stored,
                sourceVersion,
                date,
                site,
                date.plusHours(1),
                2,
                flags,
                null,
                0);
        long kilobytes = content == null ? 0 : (content.bytes() + 1023) / 1024;
        table.row(
                id,
                name,
                version,
                language,
                manufacturer,
                name.length() % 2 == 0 ? "Made by the sample" : null,
                "",
                hash,
                2,
                source,
                site,
                sourceVersion,
                2,
                flags,
                sourceVersion,
                date,
                kilobytes,
                kilobytes,
                0,
                type,
                0);
    }

    private void programs(String id, int number, LocalDateTime date) throws SQLException {
        program(id, "Install", "setup.exe /quiet", 0x40000000L, null);
        adverts.row(
                advertisement(id),
                "Install " + id,
                id,
                "Install",
                CollectionGenerator.target(number),
                date.plusDays(1),
                null,
                number % 2 == 0 ? REQUIRED : 0,
                number % 2 == 0 ? 1 : 0,
                id.substring(0, 3),
                null);
        if (number % 3 == 0) {
            program(id, "Uninstall", "setup.exe /x /quiet", 0, null);
            program(id, "Configure", "cmd.exe /c config.cmd", DISABLED, id + ";;Install");
        }
    }

    /** The AdvertisementID of a package's one advertisement. */
    static String advertisement(String packageId) {
        return Ids.of(packageId.substring(0, 3), 0x20000 + Integer.parseInt(packageId.substring(3), 16));
    }

    private void program(String id, String name, String command, long flags, @Nullable String dependent)
            throws SQLException {
        programs.row(id, name, command, "", null, flags, 60, "100 MB", null, dependent);
    }

    private void onPoint(PackagePlan.Package each, Hierarchy.Point point) throws SQLException {
        boolean retrying = point.id() != 1 && each.number() % 23 == 22;
        points.row(
                each.id(),
                point.nalPath(),
                point.site().code(),
                point.site().name(),
                each.sourceSite(),
                each.sourceDate().plusHours(2),
                0,
                false,
                false);
        states.row(
                each.id(),
                point.nalPath(),
                point.site().code(),
                each.sourceVersion(),
                retrying ? INSTALL_RETRYING : INSTALLED,
                retrying ? "Package Installation retrying" : "Package Installation complete",
                each.sourceDate().plusHours(3),
                each.sourceDate().plusHours(3));
        distribution.row(
                each.id(),
                point.id(),
                retrying ? 2 : 0,
                retrying ? 2 : 1,
                each.sourceDate().plusHours(3));
        String server = point.server();
        status.row(
                each.id(),
                2,
                point.site().code(),
                point.nalPath(),
                retrying ? 4 : 3,
                each.sourceVersion(),
                each.sourceDate().plusHours(3),
                "MSWNET:[\"SMS_SITE=" + point.site().code() + "\"]\\\\" + server + "\\SMSPKG"
                        + point.drives().charAt(0) + "$\\" + each.id() + "\\",
                "SMSPKG" + point.drives().charAt(0) + "$",
                "http://" + server + "/SMS_DP_SMSPKG$/" + each.id(),
                "http://" + server + "/SMS_DP_SMSSIG$/" + each.id());
    }

    /** A package whose removal from a point is done, or still to be done: its Status is 3. */
    private void removedFrom(PackagePlan.Package each, Hierarchy.Point point) throws SQLException {
        points.row(
                each.id(),
                point.nalPath(),
                point.site().code(),
                point.site().name(),
                each.sourceSite(),
                each.sourceDate(),
                3,
                false,
                false);
    }

    private void withoutContent(int number) throws SQLException {
        String command = Ids.of(Hierarchy.TOP.code(), 0x8001);
        row(command, "Restart (command only)", null, null, 0, null, "");
        programs(command, number, ClientGenerator.NOW.minusYears(1));
        row(Ids.of(Hierarchy.TOP.code(), 0x8002), "Device settings", null, null, 6, null, "");
    }
}
