package org.godwit.site.sql;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.godwit.site.SortedTexts;
import org.godwit.site.SourceClient;
import org.godwit.site.sql.ClientColumn.Array;
import org.godwit.site.sql.ClientColumn.MoreOfDevice;
import org.godwit.site.sql.ClientColumn.MoreOfSystem;
import org.godwit.site.sql.ClientColumn.OfDevice;
import org.godwit.site.sql.ClientColumn.OfSystem;
import org.jspecify.annotations.Nullable;

/** One client while its rows come together from several views. */
final class ClientAssembly {

    /** ArchitectureKey of unknown computers, whose MachineID means something else (reference B). */
    static final int UNKNOWN_COMPUTER = 2;

    private static final int SYSTEM_COLUMNS = OfSystem.values().length;
    private static final int DEVICE_COLUMNS = OfDevice.values().length;
    private static final List<Array> MORE_ARRAYS =
            List.of(Array.INSTALLED_SITES, Array.ASSIGNED_SITES, Array.IP_SUBNETS, Array.ORGANIZATIONAL_UNITS);

    /** Of whatever else comes along, by the names of the columns, ascending. */
    private static final String[] NAMES = Stream.<Stream<? extends ClientColumn>>of(
                    Stream.of(MoreOfSystem.values()), Stream.of(MoreOfDevice.values()), MORE_ARRAYS.stream())
            .flatMap(columns -> columns)
            .map(ClientColumn::column)
            .distinct()
            .sorted()
            .toArray(String[]::new);

    private static final int[] SYSTEM_SLOTS = slots(MoreOfSystem.values());
    private static final int[] DEVICE_SLOTS = slots(MoreOfDevice.values());
    private static final int[] ARRAY_SLOTS = slots(MORE_ARRAYS.toArray(Array[]::new));

    private final @Nullable String[] attributes = new @Nullable String[NAMES.length];
    private final long resourceId;
    private final @Nullable String smsId;
    private final @Nullable String name;
    private final @Nullable String domain;
    private final @Nullable Boolean client;
    private final @Nullable Integer clientType;
    private final @Nullable Boolean active;
    private final @Nullable Boolean obsolete;
    private final @Nullable Boolean decommissioned;
    private final @Nullable Boolean unknown;
    private final @Nullable String clientVersion;
    private @Nullable String operatingSystem;
    private final @Nullable String hardwareId;
    private final @Nullable String smbiosGuid;
    private final @Nullable String previousSmsId;
    private final @Nullable String adSiteName;
    private final @Nullable String fullDomainName;
    private final @Nullable String distinguishedName;
    private @Nullable Boolean virtualMachine;
    private final @Nullable Instant creationDate;
    private final @Nullable String userName;
    private final @Nullable String userDomain;
    private final @Nullable Instant lastLogon;

    private @Nullable String siteCode;
    private @Nullable Boolean blocked;
    private @Nullable Integer approvalStatus;
    private @Nullable Integer clientCertType;
    private @Nullable String certificateThumbprint;
    private @Nullable Instant lastActiveTime;
    private @Nullable Instant lastPolicyRequest;
    private @Nullable Instant lastHardwareScan;
    private final Map<Array, List<String>> arrays = new EnumMap<>(Array.class);
    private final ClientMark mark = new ClientMark();

    /** @param row of {@code v_R_System}: the columns of {@link OfSystem} and {@link MoreOfSystem}, then the ResourceID */
    ClientAssembly(Row row) throws SQLException {
        resourceId = row.number(SYSTEM_COLUMNS + SYSTEM_SLOTS.length);
        more(row, SYSTEM_COLUMNS, SYSTEM_SLOTS);
        smsId = text(row, OfSystem.SMS_ID);
        String netbios = text(row, OfSystem.NETBIOS_NAME);
        name = netbios == null ? text(row, OfSystem.NAME) : netbios;
        domain = text(row, OfSystem.DOMAIN);
        client = row.bool(OfSystem.CLIENT.ordinal());
        clientType = row.integer(OfSystem.CLIENT_TYPE.ordinal());
        active = row.bool(OfSystem.ACTIVE.ordinal());
        obsolete = row.bool(OfSystem.OBSOLETE.ordinal());
        decommissioned = row.bool(OfSystem.DECOMMISSIONED.ordinal());
        unknown = row.bool(OfSystem.UNKNOWN.ordinal());
        clientVersion = text(row, OfSystem.CLIENT_VERSION);
        operatingSystem = text(row, OfSystem.OPERATING_SYSTEM);
        hardwareId = text(row, OfSystem.HARDWARE_ID);
        smbiosGuid = text(row, OfSystem.SMBIOS_GUID);
        previousSmsId = text(row, OfSystem.PREVIOUS_SMS_ID);
        adSiteName = text(row, OfSystem.AD_SITE_NAME);
        fullDomainName = text(row, OfSystem.FULL_DOMAIN_NAME);
        distinguishedName = text(row, OfSystem.DISTINGUISHED_NAME);
        virtualMachine = row.bool(OfSystem.VIRTUAL_MACHINE.ordinal());
        creationDate = row.time(OfSystem.CREATION_DATE.ordinal());
        userName = text(row, OfSystem.USER_NAME);
        userDomain = text(row, OfSystem.USER_DOMAIN);
        lastLogon = row.time(OfSystem.LAST_LOGON.ordinal());
    }

    long resourceId() {
        return resourceId;
    }

    @Nullable String smsId() {
        return smsId;
    }

    /**
     * Takes in a row of {@code v_CombinedDeviceResources}. Should there be several, the first one counts, but a block in any
     * of them does.
     */
    void device(Row row) throws SQLException {
        if (row.number(OfDevice.ARCHITECTURE.ordinal()) == UNKNOWN_COMPUTER) {
            return;
        }
        mark.device(row);
        Boolean isBlocked = row.bool(OfDevice.BLOCKED.ordinal());
        blocked = Boolean.TRUE.equals(blocked) ? blocked : isBlocked;
        if (lastActiveTime != null || siteCode != null) {
            return;
        }
        more(row, DEVICE_COLUMNS, DEVICE_SLOTS);
        siteCode = text(row, OfDevice.SITE_CODE);
        approvalStatus = row.integer(OfDevice.APPROVED.ordinal());
        clientCertType = row.integer(OfDevice.CERT_TYPE.ordinal());
        lastPolicyRequest = row.time(OfDevice.LAST_POLICY_REQUEST.ordinal());
        lastHardwareScan = row.time(OfDevice.LAST_HARDWARE_SCAN.ordinal());
        lastActiveTime = Stream.of(
                        row.time(OfDevice.LAST_ACTIVE.ordinal()),
                        lastPolicyRequest,
                        row.time(OfDevice.LAST_DDR.ordinal()))
                .filter(Objects::nonNull)
                .max(Instant::compareTo)
                .orElse(null);
        if (virtualMachine == null) {
            virtualMachine = row.bool(OfDevice.VIRTUAL_MACHINE.ordinal());
        }
        if (operatingSystem == null) {
            operatingSystem = text(row, OfDevice.OPERATING_SYSTEM);
        }
    }

    /** Takes what is known of these columns, which begin at this position. */
    private void more(Row row, int first, int[] slots) throws SQLException {
        for (int i = 0; i < slots.length; i++) {
            Object value = row.value(first + i);
            if (value != null) {
                attributes[slots[i]] = value.toString();
            }
        }
    }

    private static int[] slots(ClientColumn[] columns) {
        return Stream.of(columns)
                .mapToInt(column -> Arrays.binarySearch(NAMES, column.column()))
                .toArray();
    }

    /** Takes in a row of one of the views with many rows for each resource, whose first column is the value. */
    void value(Array array, Row row) throws SQLException {
        if (array == Array.DISCOVERY_TIMES) {
            mark.discovered(row.mark(0));
            return;
        }
        String value = row.text(0);
        if (value != null) {
            arrays.computeIfAbsent(array, a -> new ArrayList<>(2)).add(value);
        }
    }

    /** Of several certificates the one that sorts first counts, so that the same rows always give the same client. */
    void thumbprint(@Nullable String value) {
        if (value != null && (certificateThumbprint == null || value.compareTo(certificateThumbprint) < 0)) {
            certificateThumbprint = value;
        }
    }

    /** @param marked whether the source offers change marks */
    SourceClient client(boolean marked) {
        for (int i = 0; i < ARRAY_SLOTS.length; i++) {
            List<String> values = values(MORE_ARRAYS.get(i));
            if (!values.isEmpty()) {
                attributes[ARRAY_SLOTS[i]] = String.join(",", values);
            }
        }
        return new SourceClient(
                resourceId,
                smsId,
                name,
                domain,
                site(),
                client,
                clientType,
                active,
                obsolete,
                decommissioned,
                unknown,
                blocked,
                approvalStatus,
                clientCertType,
                certificateThumbprint,
                clientVersion,
                operatingSystem,
                hardwareId,
                smbiosGuid,
                previousSmsId,
                adSiteName,
                fullDomainName,
                distinguishedName,
                virtualMachine,
                creationDate,
                lastActiveTime,
                lastPolicyRequest,
                lastHardwareScan,
                values(Array.MAC_ADDRESSES),
                values(Array.IP_ADDRESSES),
                values(Array.RESOURCE_NAMES),
                userName,
                userDomain,
                lastLogon,
                new SortedTexts(NAMES, attributes.clone()),
                marked ? mark.value() : null);
    }

    /** The site it reports to, else the one it is assigned to. */
    private @Nullable String site() {
        if (siteCode != null) {
            return siteCode;
        }
        List<String> installed = values(Array.INSTALLED_SITES);
        List<String> sites = installed.isEmpty() ? values(Array.ASSIGNED_SITES) : installed;
        return sites.isEmpty() ? null : sites.get(0);
    }

    /** Sorted: views give their rows in no order. */
    private List<String> values(Array array) {
        List<String> found = arrays.get(array);
        if (found == null) {
            return List.of();
        }
        if (found.size() > 1) {
            Collections.sort(found);
        }
        return found;
    }

    private static @Nullable String text(Row row, Enum<?> column) throws SQLException {
        return row.text(column.ordinal());
    }
}
