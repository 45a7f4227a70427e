package org.godwit.client;

import org.godwit.shared.SiteCode;
import org.godwit.shared.SmsId;
import org.jspecify.annotations.Nullable;

/**
 * A client's attempt to assign itself to a site of the destination.
 *
 * @param hardwareId what the client says its hardware id is; null if it says none
 * @param certificateThumbprint of the certificate it comes with; null if unknown
 */
public record Assignment(
        SmsId smsId,
        SiteCode siteCode,
        @Nullable String hardwareId,
        @Nullable String certificateThumbprint) {

    public Assignment(SmsId smsId, SiteCode siteCode) {
        this(smsId, siteCode, null, null);
    }
}
