package org.godwit.client;

import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.godwit.site.SourceClient;
import org.jspecify.annotations.Nullable;

/** Builds rows of a source for tests. */
final class SourceClients {

    static final Instant LONG_AGO = Instant.parse("2026-01-05T08:00:00Z");

    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private SourceClients() {}

    static String smsId(long n) {
        UUID id = new UUID(n * 0x9E3779B97F4A7C15L, n * 0xC2B2AE3D27D4EB4FL);
        return "GUID:" + id.toString().toUpperCase(Locale.ROOT);
    }

    /** Forty digits, as a SHA-1 has. */
    private static String hex(long n) {
        return "0".repeat(24) + HEX.toHexDigits(n);
    }

    private static String byteHex(long n) {
        return HEX.toHexDigits((byte) n);
    }

    /** A client like most are, whose resource id is {@code n}. */
    static Builder client(long n) {
        return new Builder(n);
    }

    static final class Builder {

        private final long resourceId;
        private @Nullable String smsId;
        private @Nullable String name;
        private @Nullable Boolean client = true;
        private @Nullable Boolean obsolete = false;
        private @Nullable Boolean decommissioned = false;
        private @Nullable Boolean unknown = false;
        private @Nullable Boolean blocked = false;
        private @Nullable Instant lastActive;
        private @Nullable String hardwareId;
        private @Nullable String thumbprint;
        private @Nullable String user;
        private @Nullable String previousSmsId;
        private String unit = "OU=Workstations";
        private final Map<String, String> attributes = new TreeMap<>();
        private @Nullable Long mark;

        private Builder(long n) {
            this.resourceId = n;
            this.smsId = SourceClients.smsId(n);
            this.name = "WS-" + (n * 7919 % 1_000_003);
            this.lastActive = LONG_AGO.plusSeconds(n);
            this.hardwareId = "2:" + hex(n);
            this.thumbprint = hex(n * 31);
            attributes.putAll(Map.of(
                    "SerialNumber",
                    "SN" + n,
                    "CoManaged",
                    "0",
                    "IP_Subnets0",
                    "10.0.0.0",
                    "DeviceOSBuild",
                    "10.0.22631"));
        }

        Builder smsId(@Nullable String value) {
            smsId = value;
            return this;
        }

        Builder name(@Nullable String value) {
            name = value;
            return this;
        }

        Builder client(@Nullable Boolean value) {
            client = value;
            return this;
        }

        Builder obsolete(@Nullable Boolean value) {
            obsolete = value;
            return this;
        }

        Builder decommissioned(@Nullable Boolean value) {
            decommissioned = value;
            return this;
        }

        Builder unknown(@Nullable Boolean value) {
            unknown = value;
            return this;
        }

        Builder blocked(@Nullable Boolean value) {
            blocked = value;
            return this;
        }

        Builder lastActive(@Nullable Instant value) {
            lastActive = value;
            return this;
        }

        Builder hardwareId(@Nullable String value) {
            hardwareId = value;
            return this;
        }

        Builder previousSmsId(@Nullable String value) {
            previousSmsId = value;
            return this;
        }

        /** One more column of the source. */
        Builder attribute(String column, String value) {
            attributes.put(column, value);
            return this;
        }

        /** The OU of its computer account, without the domain. */
        Builder unit(String value) {
            unit = value;
            return this;
        }

        Builder user(@Nullable String value) {
            user = value;
            return this;
        }

        Builder mark(@Nullable Long value) {
            mark = value;
            return this;
        }

        SourceClient build() {
            long n = resourceId;
            return new SourceClient(
                    n,
                    smsId,
                    name,
                    "CORP",
                    "PS" + n % 3,
                    client,
                    1,
                    n % 11 != 0,
                    obsolete,
                    decommissioned,
                    unknown,
                    blocked,
                    1,
                    (int) (n % 2) + 1,
                    thumbprint,
                    "5.00.9128.1007",
                    "Microsoft Windows NT Workstation 10.0",
                    hardwareId,
                    new UUID(n, ~n).toString(),
                    previousSmsId,
                    "Default-First-Site-Name",
                    "corp.example.com",
                    "CN=" + name + "," + unit + ",DC=corp,DC=example,DC=com",
                    n % 5 == 0,
                    LONG_AGO.minusSeconds(n),
                    lastActive,
                    LONG_AGO.plusSeconds(n + 1),
                    LONG_AGO.plusSeconds(n + 2),
                    List.of("00:15:5D:" + byteHex(n >> 16) + ":" + byteHex(n >> 8) + ":" + byteHex(n)),
                    List.of("10." + (n >> 16 & 255) + "." + (n >> 8 & 255) + "." + (n & 255), "fe80::" + n),
                    List.of("ws-" + n + ".corp.example.com"),
                    user,
                    user == null ? null : "CORP",
                    null,
                    attributes,
                    mark);
        }
    }
}
