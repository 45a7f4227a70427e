package org.godwit.client;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.godwit.shared.CanonicalJson;
import org.godwit.site.SourceClient;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a client record that come from its source, in the order in which they are digested and stored. Each knows
 * its column, and how a source value becomes the one normal form that is compared.
 */
enum ClientField {
    NAME("name", Kind.TEXT, 255, SourceClient::name),
    DOMAIN("[domain]", Kind.TEXT, 255, SourceClient::domain),
    SOURCE_SITE_CODE("source_site_code", Kind.TEXT, 20, SourceClient::siteCode),
    CLIENT_TYPE("client_type", Kind.NUMBER, 0, SourceClient::clientType),
    ACTIVE("active", Kind.FLAG, 0, SourceClient::active),
    APPROVAL_STATUS("approval_status", Kind.NUMBER, 0, SourceClient::approvalStatus),
    CLIENT_CERT_TYPE("client_cert_type", Kind.NUMBER, 0, SourceClient::clientCertType),
    CERTIFICATE_THUMBPRINT("certificate_thumbprint", Kind.CODE, 255, SourceClient::certificateThumbprint),
    CLIENT_VERSION("client_version", Kind.TEXT, 255, SourceClient::clientVersion),
    OPERATING_SYSTEM("operating_system", Kind.TEXT, 255, SourceClient::operatingSystem),
    HARDWARE_ID("hardware_id", Kind.CODE, 255, SourceClient::hardwareId),
    SMBIOS_GUID("smbios_guid", Kind.CODE, 255, SourceClient::smbiosGuid),
    PREVIOUS_SMS_ID("previous_sms_id", Kind.CODE, 255, SourceClient::previousSmsId),
    AD_SITE_NAME("ad_site_name", Kind.TEXT, 255, SourceClient::adSiteName),
    FULL_DOMAIN_NAME("full_domain_name", Kind.TEXT, 255, SourceClient::fullDomainName),
    DISTINGUISHED_NAME("distinguished_name", Kind.TEXT, 1000, SourceClient::distinguishedName),
    VIRTUAL_MACHINE("virtual_machine", Kind.FLAG, 0, SourceClient::virtualMachine),
    CREATION_DATE("creation_date", Kind.TIME, 0, SourceClient::creationDate),
    LAST_ACTIVE_TIME("last_active_time", Kind.TIME, 0, SourceClient::lastActiveTime),
    LAST_POLICY_REQUEST("last_policy_request", Kind.TIME, 0, SourceClient::lastPolicyRequest),
    LAST_HARDWARE_SCAN("last_hardware_scan", Kind.TIME, 0, SourceClient::lastHardwareScan),
    MAC_ADDRESSES("mac_addresses", Kind.CODES, 2000, SourceClient::macAddresses),
    IP_ADDRESSES("ip_addresses", Kind.CODES, 2000, SourceClient::ipAddresses),
    RESOURCE_NAMES("resource_names", Kind.TEXTS, 2000, SourceClient::resourceNames),
    USER_NAME("user_name", Kind.TEXT, 255, SourceClient::userName),
    USER_DOMAIN("user_domain", Kind.TEXT, 255, SourceClient::userDomain),
    LAST_LOGON("last_logon", Kind.TIME, 0, SourceClient::lastLogon),
    /** Whatever else the source says of the device, as JSON by the names of its columns. */
    ATTRIBUTES("attributes", Kind.TEXT, 1_000_000, ClientField::attributes);

    /** Between the values of a list in its column. */
    static final String SEPARATOR = ",";

    /** Their number. */
    static final int COUNT = values().length;

    private final String column;
    private final Kind kind;
    private final int limit;
    private final Function<SourceClient, @Nullable Object> source;

    ClientField(String column, Kind kind, int limit, Function<SourceClient, @Nullable Object> source) {
        this.column = column;
        this.kind = kind;
        this.limit = limit;
        this.source = source;
    }

    /** What a field holds, and so what its normal form is. */
    enum Kind {
        /** Without outer blanks; blank is null. */
        TEXT,
        /** As text, in upper case. */
        CODE,
        NUMBER,
        FLAG,
        /** UTC, to the millisecond: every database keeps so much. */
        TIME,
        /** Sorted, without repeats, joined. */
        TEXTS,
        /** As texts, each in upper case. */
        CODES
    }

    String column() {
        return column;
    }

    Kind kind() {
        return kind;
    }

    /** The normal form of this field: a String, Integer, Boolean or LocalDateTime; null if the source has none. */
    @Nullable Object normal(SourceClient client) {
        Object value = source.apply(client);
        if (value == null) {
            return null;
        }
        return switch (kind) {
            case TEXT -> text((String) value, limit);
            case CODE -> text(((String) value).toUpperCase(Locale.ROOT), limit);
            case NUMBER, FLAG -> value;
            case TIME -> time((Instant) value);
            case TEXTS -> joined((List<?>) value, false);
            case CODES -> joined((List<?>) value, true);
        };
    }

    private static @Nullable String attributes(SourceClient client) {
        return client.attributes().isEmpty() ? null : CanonicalJson.writeTexts(client.attributes());
    }

    static LocalDateTime time(Instant instant) {
        return LocalDateTime.ofInstant(instant.truncatedTo(ChronoUnit.MILLIS), ZoneOffset.UTC);
    }

    private static @Nullable String text(String value, int limit) {
        String text = value.strip();
        if (text.isEmpty()) {
            return null;
        }
        return text.length() <= limit ? text : text.substring(0, limit).strip();
    }

    private @Nullable String joined(List<?> values, boolean upperCase) {
        if (values.isEmpty()) {
            return null;
        }
        if (values.size() == 1) {
            String text = ((String) values.get(0)).strip();
            return text.isEmpty() || text.length() >= limit ? null : upperCase ? text.toUpperCase(Locale.ROOT) : text;
        }
        List<String> texts = values.stream()
                .map(v -> ((String) v).strip())
                .filter(v -> !v.isEmpty())
                .map(v -> upperCase ? v.toUpperCase(Locale.ROOT) : v)
                .distinct()
                .sorted()
                .toList();
        StringBuilder joined = new StringBuilder();
        for (String text : texts) {
            if (joined.length() + text.length() + 1 > limit) {
                break;
            }
            joined.append(joined.isEmpty() ? "" : SEPARATOR).append(text);
        }
        return joined.isEmpty() ? null : joined.toString();
    }

    /** The values of a list column. */
    static List<String> split(@Nullable String column) {
        return column == null ? List.of() : List.of(column.split(SEPARATOR, -1));
    }
}
