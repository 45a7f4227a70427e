package org.godwit.site;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One row of {@code v_R_System} with what {@code v_CombinedDeviceResources} and the array views hold of it (reference B).
 * Raw: no rule has been applied. Columns that a source lacks, or that were not asked for, are null.
 *
 * @param resourceId ResourceID, the paging key
 * @param smsId SMS_Unique_Identifier0 as it stands there; null or blank where the resource has no client
 * @param name Netbios_Name0 or Name0
 * @param client Client0; null is not a client
 * @param obsolete Obsolete0; null is not obsolete
 * @param blocked IsBlocked; null is not blocked; null also when the row is missing from v_CombinedDeviceResources
 * @param approvalStatus IsApproved (0 not approved; 1, 2 and 3 approved or not applicable)
 * @param clientCertType 1 self-signed, 2 PKI
 * @param siteCode the site it reports to, else the one it is assigned to
 * @param lastActiveTime the most recent sign of life the source knows (LastActiveTime, LastPolicyRequest, LastDDR)
 * @param userName people class: User_Name0
 * @param userDomain people class: User_Domain0
 * @param lastLogon people class: Last_Logon_Timestamp0
 * @param attributes whatever else the source says of the device, by the name of its column, in the order of the names; columns
 *     about people only with their class
 * @param mark the row's change mark, see {@link SourceDatabase#clientMarks}; null where the source offers none
 */
public record SourceClient(
        long resourceId,
        @Nullable String smsId,
        @Nullable String name,
        @Nullable String domain,
        @Nullable String siteCode,
        @Nullable Boolean client,
        @Nullable Integer clientType,
        @Nullable Boolean active,
        @Nullable Boolean obsolete,
        @Nullable Boolean decommissioned,
        @Nullable Boolean unknown,
        @Nullable Boolean blocked,
        @Nullable Integer approvalStatus,
        @Nullable Integer clientCertType,
        @Nullable String certificateThumbprint,
        @Nullable String clientVersion,
        @Nullable String operatingSystem,
        @Nullable String hardwareId,
        @Nullable String smbiosGuid,
        @Nullable String previousSmsId,
        @Nullable String adSiteName,
        @Nullable String fullDomainName,
        @Nullable String distinguishedName,
        @Nullable Boolean virtualMachine,
        @Nullable Instant creationDate,
        @Nullable Instant lastActiveTime,
        @Nullable Instant lastPolicyRequest,
        @Nullable Instant lastHardwareScan,
        List<String> macAddresses,
        List<String> ipAddresses,
        List<String> resourceNames,
        @Nullable String userName,
        @Nullable String userDomain,
        @Nullable Instant lastLogon,
        Map<String, String> attributes,
        @Nullable Long mark) {

    public SourceClient {
        macAddresses = List.copyOf(macAddresses);
        ipAddresses = List.copyOf(ipAddresses);
        resourceNames = List.copyOf(resourceNames);
        attributes =
                attributes instanceof SortedTexts ? attributes : Collections.unmodifiableMap(new TreeMap<>(attributes));
    }
}
