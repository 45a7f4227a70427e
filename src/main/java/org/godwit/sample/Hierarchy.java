package org.godwit.sample;

import java.sql.SQLException;
import java.util.List;

/** The sites and distribution points of the sample: a central administration site, two primaries, a secondary. */
final class Hierarchy {

    static final String DOMAIN = "contoso.example";
    static final String NETBIOS_DOMAIN = "CONTOSO";

    /** @param type SMS_Site.Type: 1 secondary, 2 primary, 4 central administration site */
    record Site(String code, String name, String parent, int type) {
        String server() {
            return code + "SRV01." + DOMAIN;
        }
    }

    /**
     * @param share of the packages that lie on it, in percent
     * @param drives drives of its content library, the primary one first
     */
    record Point(int id, String host, Site site, boolean pull, boolean pxe, boolean https, int share, String drives) {
        String server() {
            return host + "." + DOMAIN;
        }

        String nalPath() {
            String unc = "\\\\" + server() + "\\";
            return "[\"Display=" + unc + "\"]MSWNET:[\"SMS_SITE=" + site.code() + "\"]" + unc;
        }
    }

    static final Site TOP = new Site("CAS", "Contoso Central Administration", "", 4);
    static final Site BERLIN = new Site("PS1", "Contoso Europe – Berlin", "CAS", 2);
    static final Site SEATTLE = new Site("PS2", "Contoso Americas – Seattle", "CAS", 2);
    static final Site MUNICH = new Site("SS1", "Contoso München", "PS1", 1);
    static final List<Site> SITES = List.of(TOP, BERLIN, SEATTLE, MUNICH);

    static final List<Point> POINTS = List.of(
            new Point(1, "PS1DP1", BERLIN, false, true, true, 100, "E"),
            new Point(2, "PS1DP2", BERLIN, true, false, false, 40, "D"),
            new Point(3, "PS2DP1", SEATTLE, false, true, true, 60, "E,F"),
            new Point(4, "SS1DP1", MUNICH, false, false, false, 20, "D"));

    private static final String VERSION = "5.00.9128.1000";
    private static final int BUILD = 9128;

    private Hierarchy() {}

    static void write(SiteDatabase database) throws SQLException {
        TableWriter sites = database.table(
                "v_Site",
                "SiteCode",
                "SiteName",
                "ServerName",
                "ReportingSiteCode",
                "Type",
                "Version",
                "BuildNumber",
                "Status",
                "Mode",
                "InstallDir",
                "TimeZoneInfo");
        for (Site site : SITES) {
            sites.row(
                    site.code(),
                    site.name(),
                    site.server(),
                    site.parent(),
                    site.type(),
                    VERSION,
                    BUILD,
                    1,
                    0,
                    "D:\\Program Files\\Microsoft Configuration Manager",
                    null);
        }
        database.table("v_Identification", "ThisSiteCode", "ThisSiteName").row(TOP.code(), TOP.name());
        TableWriter roles =
                database.table("v_SystemResourceList", "SiteCode", "ServerName", "NALPath", "RoleName", "ResourceType");
        for (Site site : SITES) {
            roles.row(site.code(), site.server(), nal(site), "SMS Site Server", "Windows NT Server");
            roles.row(site.code(), site.server(), nal(site), "SMS SQL Server", "Windows NT Server");
            if (site.type() == 4 || site.type() == 2) {
                roles.row(site.code(), site.server(), nal(site), "SMS Provider", "Windows NT Server");
            }
            if (site.type() != 4) {
                roles.row(site.code(), site.server(), nal(site), "SMS Management Point", "Windows NT Server");
            }
        }
        for (Point point : POINTS) {
            roles.row(
                    point.site().code(),
                    point.server(),
                    point.nalPath(),
                    "SMS Distribution Point",
                    "Windows NT Server");
        }
        writePoints(database);
    }

    private static String nal(Site site) {
        String unc = "\\\\" + site.server() + "\\";
        return "[\"Display=" + unc + "\"]MSWNET:[\"SMS_SITE=" + site.code() + "\"]" + unc;
    }

    private static void writePoints(SiteDatabase database) throws SQLException {
        TableWriter info = database.table(
                "v_DistributionPointInfo",
                "ID",
                "ServerName",
                "NALPath",
                "SiteCode",
                "Name",
                "Description",
                "Drive",
                "Version",
                "Communication",
                "ServiceType",
                "IsPullDP",
                "IsPeerDP",
                "IsPXE",
                "IsMulticast",
                "IsProtected",
                "IsActive",
                "InternetFacing",
                "PreStagingAllowed",
                "BitsEnabled",
                "TransferRate",
                "GroupCount",
                "HealthCheckEnabled");
        TableWriter drives = database.table(
                "v_DistributionPointDriveInfo",
                "NALPath",
                "SiteCode",
                "Drive",
                "ObjectType",
                "Status",
                "BytesTotal",
                "BytesFree",
                "PercentFree");
        for (Point point : POINTS) {
            String code = point.site().code();
            info.row(
                    point.id(),
                    point.server(),
                    point.nalPath(),
                    code,
                    point.server(),
                    point.pull() ? "Pull distribution point" : null,
                    point.drives(),
                    BUILD,
                    point.https() ? 1 : 0,
                    null,
                    point.pull(),
                    false,
                    point.pxe(),
                    false,
                    point.id() == 4,
                    true,
                    false,
                    true,
                    true,
                    0,
                    1,
                    true);
            for (String drive : point.drives().split(",")) {
                // KB, in spite of the column names
                drives.row(point.nalPath(), code, drive + ":", 2, 1, 536_870_912L, 402_653_184L, 75);
            }
        }
    }
}
