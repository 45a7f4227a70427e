package org.godwit.client;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A client record of the destination.
 *
 * @param smsId normalised SMSID, the key
 * @param name NetBIOS name; null while only the client's block or its early assignment is known
 * @param siteCode the destination site it assigned itself to, else the source site it reported to
 * @param blocked whether the destination refuses this client
 * @param approvalStatus 0 not approved; 1, 2 and 3 approved or not applicable (reference B)
 * @param clientCertType 1 self-signed, 2 PKI
 * @param certificateThumbprint SHA-1 thumbprint, upper-case hex
 * @param hardwareId {@code 2:} and 40 hex digits
 * @param macAddresses sorted, without repeats
 */
public record Client(
        String smsId,
        @Nullable String name,
        @Nullable String domain,
        @Nullable String siteCode,
        boolean blocked,
        @Nullable Integer approvalStatus,
        @Nullable Integer clientCertType,
        @Nullable String certificateThumbprint,
        @Nullable String clientVersion,
        @Nullable String operatingSystem,
        @Nullable String hardwareId,
        List<String> macAddresses,
        ClientStatus status) {

    public Client {
        macAddresses = List.copyOf(macAddresses);
    }
}
