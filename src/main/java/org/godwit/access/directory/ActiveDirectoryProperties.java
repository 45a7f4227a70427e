package org.godwit.access.directory;

import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Sign-in with accounts of an Active Directory domain.
 *
 * @param domain DNS name, e.g. {@code corp.example}; without one nobody signs in through a directory
 * @param netbiosName the domain's short name, for names like {@code CORP\alice}; by default the first label of the domain
 * @param urls domain controllers, asked in this order until one answers: {@code ldaps://dc1.corp.example}; nothing but
 *     {@code ldaps} is accepted
 * @param sslBundle name of the SSL bundle ({@code spring.ssl.bundle…}) that says which certificates are trusted; by default
 *     those of the Java platform
 * @param timeout for connecting and for each answer
 */
@ConfigurationProperties("godwit.sign-in.active-directory")
public record ActiveDirectoryProperties(
        @Nullable String domain,
        @Nullable String netbiosName,
        @DefaultValue List<URI> urls,
        @Nullable String sslBundle,
        @DefaultValue("5s") Duration timeout) {

    public ActiveDirectoryProperties {
        boolean given = domain != null && !domain.isBlank();
        if (given && (urls.isEmpty() || urls.stream().anyMatch(u -> !"ldaps".equals(u.getScheme())))) {
            throw new IllegalArgumentException(
                    "godwit.sign-in.active-directory.urls must name domain controllers as ldaps://host[:port]");
        }
        domain = given && domain != null ? domain.strip().toLowerCase(Locale.ROOT) : null;
    }

    /** {@code DC=corp,DC=example}. */
    String baseDn() {
        return Arrays.stream(String.valueOf(domain).split("\\."))
                .map(label -> "DC=" + label)
                .collect(Collectors.joining(","));
    }

    String shortName() {
        if (netbiosName != null) {
            return netbiosName;
        }
        return String.valueOf(domain).split("\\.", 2)[0];
    }
}
