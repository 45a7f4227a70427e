package org.godwit.site.provider;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The SMS Providers of one site.
 *
 * @param urls base addresses of their AdminServices, e.g. {@code https://sccm.contoso.com/AdminService}; at least one, the
 *     first is tried first
 * @param certificateSha256 SHA-256 of the certificate they show (lower-case hex); null to trust what the roots vouch for
 */
public record ProviderAddress(List<String> urls, @Nullable String certificateSha256) {

    public ProviderAddress {
        urls = List.copyOf(urls);
        if (urls.isEmpty()) {
            throw new IllegalArgumentException("no provider is given");
        }
    }
}
