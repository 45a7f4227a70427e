package org.godwit.sample;

import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Writes a resource into every view that shows something of it. */
final class DeviceWriter {

    private final TableWriter systems;
    private final TableWriter combined;
    private final TableWriter macs;
    private final TableWriter ips;
    private final TableWriter subnets;
    private final TableWriter units;
    private final TableWriter names;
    private final TableWriter assigned;
    private final TableWriter installed;
    private final TableWriter discoveries;
    private final TableWriter keys;
    private final TableWriter health;
    private final TableWriter members;

    DeviceWriter(SiteDatabase database) throws SQLException {
        systems = database.table(
                "v_R_System",
                "ResourceID",
                "ResourceType",
                "Name0",
                "Netbios_Name0",
                "SMS_Unique_Identifier0",
                "Client0",
                "Client_Type0",
                "Client_Version0",
                "Active0",
                "Obsolete0",
                "Decommissioned0",
                "Unknown0",
                "Creation_Date0",
                "Resource_Domain_OR_Workgr0",
                "Full_Domain_Name0",
                "AD_Site_Name0",
                "Operating_System_Name_and0",
                "Build01",
                "Hardware_ID0",
                "SMBIOS_GUID0",
                "Previous_SMS_UUID0",
                "SMS_UUID_Change_Date0",
                "Distinguished_Name0",
                "User_Account_Control0",
                "Primary_Group_ID0",
                "Is_Virtual_Machine0",
                "User_Name0",
                "User_Domain0",
                "Last_Logon_Timestamp0");
        combined = database.table(
                "v_CombinedDeviceResources",
                "MachineID",
                "ArchitectureKey",
                "Name",
                "SMSID",
                "SiteCode",
                "Domain",
                "SMBIOSGUID",
                "MACAddress",
                "ClientVersion",
                "ClientType",
                "IsClient",
                "IsActive",
                "IsObsolete",
                "IsVirtualMachine",
                "IsApproved",
                "IsBlocked",
                "IsAlwaysInternet",
                "IsInternetEnabled",
                "ClientCertType",
                "ClientState",
                "Unknown",
                "CoManaged",
                "UserName",
                "UserDomainName",
                "LastLogonUser",
                "ADSiteName",
                "ClientActiveStatus",
                "LastActiveTime",
                "LastPolicyRequest",
                "LastDDR",
                "LastHardwareScan",
                "LastSoftwareScan",
                "LastMPServerName",
                "DeviceOS",
                "DeviceOSBuild",
                "CNIsOnline");
        macs = database.table("v_RA_System_MACAddresses", "ResourceID", "MAC_Addresses0");
        ips = database.table("v_RA_System_IPAddresses", "ResourceID", "IP_Addresses0");
        subnets = database.table("v_RA_System_IPSubnets", "ResourceID", "IP_Subnets0");
        units = database.table("v_RA_System_SystemOUName", "ResourceID", "System_OU_Name0");
        names = database.table("v_RA_System_ResourceNames", "ResourceID", "Resource_Names0");
        assigned = database.table("v_RA_System_SMSAssignedSites", "ResourceID", "SMS_Assigned_Sites0");
        installed = database.table("v_RA_System_SMSInstalledSites", "ResourceID", "SMS_Installed_Sites0");
        discoveries = database.table(
                "v_AgentDiscoveries", "ResourceId", "ResourceType", "AgentName", "AgentSite", "AgentTime");
        keys = database.table("ClientKeyData", "SMSID", "Thumbprint", "IsRevoked", "ApprovalStatus", "AADDeviceID");
        health = database.table(
                "v_CH_ClientSummary",
                "ResourceID",
                "ClientActiveStatus",
                "ClientState",
                "ClientStateDescription",
                "LastActiveTime",
                "LastOnline",
                "LastDDR",
                "LastHW",
                "LastSW",
                "LastPolicyRequest",
                "LastStatusMessage",
                "LastHealthEvaluation",
                "LastMPServerName");
        members = database.table(
                "v_FullCollectionMembership",
                "CollectionID",
                "ResourceID",
                "ResourceType",
                "Name",
                "Domain",
                "SMSID",
                "SiteCode",
                "IsClient",
                "IsDirect",
                "IsActive",
                "IsAssigned",
                "IsObsolete");
    }

    /** @param collections CollectionIDs of the collections it is a member of */
    void write(Device device, List<String> collections) throws SQLException {
        writeSystem(device);
        if (device.combined) {
            writeCombined(device);
        }
        writeArrays(device);
        for (String collection : collections) {
            members.row(
                    collection,
                    device.resourceId,
                    device.architecture,
                    device.name,
                    Hierarchy.NETBIOS_DOMAIN,
                    device.smsId,
                    siteCode(device),
                    isOne(device.client),
                    false,
                    isOne(device.active),
                    device.site != null,
                    isOne(device.obsolete));
        }
    }

    /** The key of an SMSID: one row for all resources that carry it. */
    void writeKey(Device device, boolean revoked) throws SQLException {
        keys.row(device.smsId, device.thumbprint, revoked, device.approval, null);
    }

    /** The key of a distribution point: it has a row in ClientKeyData too, and is no client. */
    void writePointKey(String identity, String thumbprint) throws SQLException {
        keys.row("GUID:" + identity, thumbprint, false, 1, null);
    }

    private void writeSystem(Device d) throws SQLException {
        boolean joined = d.architecture == 5;
        systems.row(
                d.resourceId,
                d.architecture,
                d.name,
                d.name,
                d.smsId,
                d.client,
                d.clientType,
                d.clientVersion,
                d.active,
                d.obsolete,
                d.decommissioned,
                d.unknown,
                d.created,
                joined ? Hierarchy.NETBIOS_DOMAIN : null,
                joined ? Hierarchy.DOMAIN : null,
                d.adSite,
                d.operatingSystem,
                d.build,
                d.hardwareId,
                d.smbiosGuid,
                d.previousSmsId,
                d.previousSmsId == null ? null : d.created,
                joined ? "CN=" + d.name + ",OU=Workstations,DC=contoso,DC=example" : null,
                joined ? 4096 : null,
                joined ? 515 : null,
                d.virtual,
                d.user,
                d.user == null ? null : Hierarchy.NETBIOS_DOMAIN,
                d.user == null ? null : d.lastActive);
    }

    private void writeCombined(Device d) throws SQLException {
        LocalDateTime policy = earlier(d.lastActive, 600);
        combined.row(
                d.resourceId,
                d.architecture,
                d.name,
                d.smsId,
                siteCode(d),
                d.architecture == 5 ? Hierarchy.NETBIOS_DOMAIN : null,
                d.smbiosGuid,
                d.macAddresses.isEmpty() ? null : d.macAddresses.get(0),
                d.clientVersion,
                d.clientType,
                isOne(d.client),
                isOne(d.active),
                isOne(d.obsolete),
                d.virtual,
                d.approval,
                d.blocked,
                false,
                false,
                d.certificateType,
                isOne(d.client) ? 1 : null,
                d.unknown == 1,
                false,
                d.user,
                d.user == null ? null : Hierarchy.NETBIOS_DOMAIN,
                d.user == null ? null : Hierarchy.NETBIOS_DOMAIN + "\\" + d.user,
                d.adSite,
                isOne(d.active) ? 1 : 0,
                d.lastActive,
                policy,
                earlier(d.lastActive, 7_200),
                earlier(d.lastActive, 90_000),
                earlier(d.lastActive, 300_000),
                managementPoint(d),
                d.operatingSystem,
                d.build,
                isOne(d.active));
        if (d.lastActive != null) {
            health.row(
                    d.resourceId,
                    isOne(d.active) ? 1 : 0,
                    1,
                    isOne(d.active) ? "Active/Pass" : "Inactive/Unknown",
                    d.lastActive,
                    d.lastActive,
                    earlier(d.lastActive, 7_200),
                    earlier(d.lastActive, 90_000),
                    earlier(d.lastActive, 300_000),
                    policy,
                    policy,
                    earlier(d.lastActive, 43_200),
                    managementPoint(d));
        }
    }

    private void writeArrays(Device d) throws SQLException {
        writeDiscoveries(d);
        for (String mac : d.macAddresses) {
            macs.row(d.resourceId, mac);
        }
        for (String ip : d.ipAddresses) {
            ips.row(d.resourceId, ip);
            if (ip.indexOf(':') < 0) {
                subnets.row(d.resourceId, ip.substring(0, ip.lastIndexOf('.')) + ".0");
            }
        }
        if (d.architecture == 5) {
            names.row(d.resourceId, d.name + "." + Hierarchy.DOMAIN);
            String root = Hierarchy.DOMAIN.toUpperCase(Locale.ROOT) + "/CLIENTS";
            units.row(d.resourceId, root); // discovery names a machine's unit and every unit above it
            if (d.site != null) {
                units.row(d.resourceId, root + "/" + d.site.code());
            }
        }
        if (d.site != null) {
            assigned.row(d.resourceId, d.site.code());
            if (isOne(d.client)) {
                installed.row(d.resourceId, d.site.code());
            }
        }
    }

    /** Directory discovery finds every machine; a client also tells of itself by heartbeat. */
    private void writeDiscoveries(Device d) throws SQLException {
        if (d.architecture != 5) {
            return;
        }
        discoveries.row(
                d.resourceId,
                d.architecture,
                "SMS_AD_SYSTEM_DISCOVERY_AGENT",
                siteCode(d),
                d.lastActive == null ? d.created : earlier(d.lastActive, 7_200));
        if (isOne(d.client) && d.lastActive != null) {
            discoveries.row(
                    d.resourceId, d.architecture, "Heartbeat Discovery", siteCode(d), earlier(d.lastActive, 7_200));
        }
    }

    private static @Nullable String siteCode(Device d) {
        return d.site == null ? null : d.site.code();
    }

    private static @Nullable String managementPoint(Device d) {
        return d.site == null ? null : d.site.server();
    }

    private static @Nullable LocalDateTime earlier(@Nullable LocalDateTime time, long seconds) {
        return time == null ? null : time.minusSeconds(seconds);
    }

    private static boolean isOne(@Nullable Integer value) {
        return value != null && value == 1;
    }
}
