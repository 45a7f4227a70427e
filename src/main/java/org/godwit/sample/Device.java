package org.godwit.sample;

import java.time.LocalDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One resource of the site database, with what the views show of it. Filled by the generator, then written. */
final class Device {

    int resourceId;
    /** 5 a system, 2 an unknown computer. */
    int architecture = 5;

    Hierarchy.@Nullable Site site;
    int department;
    String name = "";

    @Nullable String smsId;

    @Nullable Integer client = 1;

    @Nullable Integer clientType = 1;

    @Nullable Integer active = 1;

    @Nullable Integer obsolete = 0;

    @Nullable Integer decommissioned = 0;

    int unknown;

    /** False for a resource that v_R_System has and v_CombinedDeviceResources lacks. */
    boolean combined = true;

    @Nullable Boolean blocked = false;

    @Nullable Integer approval = 1;

    @Nullable Integer certificateType = 2;

    @Nullable String thumbprint;

    @Nullable String clientVersion;

    @Nullable String operatingSystem;

    @Nullable String build;

    @Nullable String hardwareId;

    @Nullable String smbiosGuid;

    @Nullable String previousSmsId;

    @Nullable String adSite;

    boolean virtual;

    @Nullable LocalDateTime created;

    /** The latest sign of life; null if there never was one. */
    @Nullable LocalDateTime lastActive;

    List<String> macAddresses = List.of();
    List<String> ipAddresses = List.of();

    @Nullable String user;

    /** Another record of the same machine, to be changed into what makes it differ. */
    Device another(int id) {
        Device copy = new Device();
        copy.resourceId = id;
        copy.site = site;
        copy.department = department;
        copy.name = name;
        copy.smsId = smsId;
        copy.thumbprint = thumbprint;
        copy.clientVersion = clientVersion;
        copy.operatingSystem = operatingSystem;
        copy.build = build;
        copy.hardwareId = hardwareId;
        copy.smbiosGuid = smbiosGuid;
        copy.adSite = adSite;
        copy.virtual = virtual;
        copy.created = created;
        copy.lastActive = lastActive;
        copy.macAddresses = macAddresses;
        copy.ipAddresses = ipAddresses;
        copy.user = user;
        return copy;
    }

    /** Whether a migration moves it: the reason it is left out, or null. Duplicates are the generator's business. */
    @Nullable String leftOutBecause() {
        if (isOne(obsolete)) {
            return "OBSOLETE";
        }
        if (isOne(decommissioned)) {
            return "DECOMMISSIONED";
        }
        if (unknown == 1) {
            return "UNKNOWN";
        }
        if (!isOne(client)) {
            return "NOT_A_CLIENT";
        }
        return smsId == null || smsId.isBlank() ? "NO_SMSID" : null;
    }

    private static boolean isOne(@Nullable Integer value) {
        return value != null && value == 1;
    }
}
