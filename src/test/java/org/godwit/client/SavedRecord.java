package org.godwit.client;

import java.time.LocalDateTime;
import org.godwit.site.SourceClient;
import org.jspecify.annotations.Nullable;

/**
 * A client record as an entity, with every column that a run writes; mapped in {@code bench/saved-record-orm.xml} and not by
 * annotations, so that the server under test does not find it.
 */
@SuppressWarnings("unused")
class SavedRecord {

    @Nullable Long id;

    private @Nullable String smsId;
    private @Nullable String name;
    private @Nullable String domain;
    private @Nullable String sourceSiteCode;
    private @Nullable Integer clientType;
    private @Nullable Boolean active;
    private @Nullable Integer approvalStatus;
    private @Nullable Integer clientCertType;
    private @Nullable String certificateThumbprint;
    private @Nullable String clientVersion;
    private @Nullable String operatingSystem;
    private @Nullable String hardwareId;
    private @Nullable String smbiosGuid;
    private @Nullable String previousSmsId;
    private @Nullable String adSiteName;
    private @Nullable String fullDomainName;
    private @Nullable String distinguishedName;
    private @Nullable Boolean virtualMachine;
    private @Nullable LocalDateTime creationDate;
    private @Nullable LocalDateTime lastActiveTime;
    private @Nullable LocalDateTime lastPolicyRequest;
    private @Nullable LocalDateTime lastHardwareScan;
    private @Nullable String macAddresses;
    private @Nullable String ipAddresses;
    private @Nullable String resourceNames;
    private @Nullable String userName;
    private @Nullable String userDomain;
    private @Nullable LocalDateTime lastLogon;
    private @Nullable String attributes;
    private byte @Nullable [] digest;
    private @Nullable Long hierarchyId;
    private @Nullable Long resourceId;
    private @Nullable Long jobId;
    private @Nullable Long runId;
    private @Nullable LocalDateTime migratedAt;
    private @Nullable String status;
    private @Nullable String siteCode;
    private boolean blocked;
    private boolean blockLifted;
    private @Nullable String blockOrigin;

    protected SavedRecord() {}

    SavedRecord(SourceClient client, LocalDateTime now) {
        ClientData data = ClientData.of(client);
        smsId = Fate.smsId(client);
        name = (String) data.value(ClientField.NAME);
        domain = (String) data.value(ClientField.DOMAIN);
        sourceSiteCode = (String) data.value(ClientField.SOURCE_SITE_CODE);
        clientType = (Integer) data.value(ClientField.CLIENT_TYPE);
        active = (Boolean) data.value(ClientField.ACTIVE);
        approvalStatus = (Integer) data.value(ClientField.APPROVAL_STATUS);
        clientCertType = (Integer) data.value(ClientField.CLIENT_CERT_TYPE);
        certificateThumbprint = (String) data.value(ClientField.CERTIFICATE_THUMBPRINT);
        clientVersion = (String) data.value(ClientField.CLIENT_VERSION);
        operatingSystem = (String) data.value(ClientField.OPERATING_SYSTEM);
        hardwareId = (String) data.value(ClientField.HARDWARE_ID);
        smbiosGuid = (String) data.value(ClientField.SMBIOS_GUID);
        previousSmsId = (String) data.value(ClientField.PREVIOUS_SMS_ID);
        adSiteName = (String) data.value(ClientField.AD_SITE_NAME);
        fullDomainName = (String) data.value(ClientField.FULL_DOMAIN_NAME);
        distinguishedName = (String) data.value(ClientField.DISTINGUISHED_NAME);
        virtualMachine = (Boolean) data.value(ClientField.VIRTUAL_MACHINE);
        creationDate = (LocalDateTime) data.value(ClientField.CREATION_DATE);
        lastActiveTime = (LocalDateTime) data.value(ClientField.LAST_ACTIVE_TIME);
        lastPolicyRequest = (LocalDateTime) data.value(ClientField.LAST_POLICY_REQUEST);
        lastHardwareScan = (LocalDateTime) data.value(ClientField.LAST_HARDWARE_SCAN);
        macAddresses = (String) data.value(ClientField.MAC_ADDRESSES);
        ipAddresses = (String) data.value(ClientField.IP_ADDRESSES);
        resourceNames = (String) data.value(ClientField.RESOURCE_NAMES);
        userName = (String) data.value(ClientField.USER_NAME);
        userDomain = (String) data.value(ClientField.USER_DOMAIN);
        lastLogon = (LocalDateTime) data.value(ClientField.LAST_LOGON);
        attributes = (String) data.value(ClientField.ATTRIBUTES);
        digest = data.digest().bytes();
        hierarchyId = ClientLab.HIERARCHY;
        resourceId = client.resourceId();
        jobId = 1L;
        runId = 1L;
        migratedAt = now;
        status = ClientStatus.MIGRATED.name();
        siteCode = sourceSiteCode;
        blocked = Fate.blocks(client);
        blockOrigin = blocked ? BlockOrigin.SOURCE.name() : null;
    }
}
