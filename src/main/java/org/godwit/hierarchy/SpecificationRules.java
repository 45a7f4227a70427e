package org.godwit.hierarchy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.godwit.credential.Account;
import org.godwit.credential.AccountInput;
import org.godwit.shared.GodwitException;
import org.godwit.site.DataClass;
import org.jspecify.annotations.Nullable;

/** What a definition must be like before anything is tried with it. */
final class SpecificationRules {

    private static final Duration SHORTEST = Duration.ofMinutes(15);
    private static final Duration LONGEST = Duration.ofDays(31);
    private static final int MAX_NAME = 128;
    private static final int MAX_PROVIDERS = 8;
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9._:-]{0,253})");
    private static final Pattern PROVIDER_URL = Pattern.compile(
            "https?://[A-Za-z0-9._\\-\\[\\]:]{1,260}(/[A-Za-z0-9._~/-]{0,200})?", Pattern.CASE_INSENSITIVE);
    private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");

    private SpecificationRules() {}

    /** @throws GodwitException {@code SOURCE_HIERARCHY_INVALID} or {@code ACCOUNT_INVALID} */
    static SourceSpecification of(SourceHierarchyDefinition definition) {
        SourceHierarchyDefinition.TopLevelSite site = given("topLevelSite", definition.topLevelSite());
        SourceHierarchyDefinition.Database database = given("topLevelSite.database", site.database());
        SourceHierarchyDefinition.Provider provider = site.provider();
        SourceHierarchyDefinition.Content content = site.content();
        return new SourceSpecification(
                name(definition.name()),
                siteServer(site.siteServer()),
                text("topLevelSite.database.jdbcUrl", database.jdbcUrl()),
                AccountInput.toAccount(database.account()),
                provider == null
                        ? null
                        : provider(
                                provider.url(),
                                provider.otherUrls(),
                                provider.certificateSha256(),
                                windowsAccount("topLevelSite.provider", AccountInput.toAccount(provider.account()))),
                content == null
                        ? Account.computer()
                        : windowsAccount("topLevelSite.content", AccountInput.toAccount(content.account())),
                interval(definition.gatherEvery()),
                dataClasses(definition.dataClasses()));
    }

    /**
     * What a change makes of a defined hierarchy.
     *
     * @param stored gives the account that is stored for a purpose; asked only where the change gives none
     */
    static SourceSpecification changed(
            SourceHierarchyEntity now, SourceHierarchyChange change, Function<AccountPurpose, Account> stored) {
        SourceHierarchyChange.TopLevelSite site = change.topLevelSite() == null
                ? new SourceHierarchyChange.TopLevelSite(null, null, null, null)
                : change.topLevelSite();
        SourceHierarchyChange.Database database = site.database();
        SourceHierarchyChange.Content content = site.content();
        AccountInput databaseAccount = database == null ? null : database.account();
        AccountInput contentAccount = content == null ? null : content.account();
        String jdbcUrl = database == null ? null : database.jdbcUrl();
        return new SourceSpecification(
                change.name() == null ? now.name() : name(change.name()),
                site.siteServer() == null ? now.siteServer() : siteServer(site.siteServer()),
                jdbcUrl == null ? now.jdbcUrl() : text("topLevelSite.database.jdbcUrl", jdbcUrl),
                databaseAccount == null ? stored.apply(AccountPurpose.DATABASE) : databaseAccount.toAccount(),
                changedProvider(now, site.provider(), stored),
                contentAccount == null
                        ? stored.apply(AccountPurpose.CONTENT)
                        : windowsAccount("topLevelSite.content", contentAccount.toAccount()),
                change.gatherEvery() == null ? now.gatherEvery() : interval(change.gatherEvery()),
                change.dataClasses() == null ? now.dataClasses() : dataClasses(change.dataClasses()));
    }

    /** Purposes whose account the change brings, or which have no provider any more. */
    static Set<AccountPurpose> accountsGiven(SourceHierarchyChange change, SourceSpecification specification) {
        Set<AccountPurpose> given = EnumSet.noneOf(AccountPurpose.class);
        SourceHierarchyChange.TopLevelSite site = change.topLevelSite();
        if (site == null) {
            return given;
        }
        if (site.database() != null && site.database().account() != null) {
            given.add(AccountPurpose.DATABASE);
        }
        if (specification.provider() == null
                || (site.provider() != null && site.provider().account() != null)) {
            given.add(AccountPurpose.PROVIDER);
        }
        if (site.content() != null && site.content().account() != null) {
            given.add(AccountPurpose.CONTENT);
        }
        return given;
    }

    private static SourceSpecification.@Nullable Provider changedProvider(
            SourceHierarchyEntity now,
            SourceHierarchyChange.@Nullable Provider change,
            Function<AccountPurpose, Account> stored) {
        List<String> urls = now.providerUrls();
        if (change == null) {
            return urls.isEmpty()
                    ? null
                    : new SourceSpecification.Provider(
                            urls, now.providerCertificate(), stored.apply(AccountPurpose.PROVIDER));
        }
        String url = change.url() == null ? urls.stream().findFirst().orElse("") : change.url();
        if (url.isBlank()) {
            return null;
        }
        List<String> others = change.otherUrls() == null ? urls.stream().skip(1).toList() : change.otherUrls();
        String certificate =
                change.certificateSha256() == null ? now.providerCertificate() : change.certificateSha256();
        AccountInput account = change.account();
        return provider(
                url,
                others,
                certificate,
                account == null
                        ? stored.apply(AccountPurpose.PROVIDER)
                        : windowsAccount("topLevelSite.provider", account.toAccount()));
    }

    private static SourceSpecification.Provider provider(
            String url, @Nullable List<String> otherUrls, @Nullable String certificate, Account account) {
        List<String> urls = Stream.concat(
                        Stream.of(text("topLevelSite.provider.url", url)),
                        otherUrls == null ? Stream.of() : otherUrls.stream())
                .map(SpecificationRules::providerUrl)
                .distinct()
                .collect(Collectors.toCollection(ArrayList::new));
        if (urls.size() > MAX_PROVIDERS) {
            throw invalid("More than " + MAX_PROVIDERS + " SMS Providers are given.", "Give the nearest ones.");
        }
        String pin = certificate == null || certificate.isBlank()
                ? null
                : certificate.strip().replace(":", "").toLowerCase(Locale.ROOT);
        if (pin != null && !SHA_256.matcher(pin).matches()) {
            throw invalid(
                    "topLevelSite.provider.certificateSha256 is not a SHA-256.",
                    "Give the 64 hex digits of the certificate's SHA-256 fingerprint.");
        }
        return new SourceSpecification.Provider(urls, pin, account);
    }

    private static String providerUrl(String url) {
        String stripped = url.strip();
        if (!PROVIDER_URL.matcher(stripped).matches()) {
            throw invalid(
                    "topLevelSite.provider.url is not the address of an AdminService.",
                    "Give an address like https://sccm.contoso.com/AdminService.");
        }
        return stripped.replaceAll("/+$", "");
    }

    private static Account windowsAccount(String where, Account account) {
        if (account.kind() == Account.Kind.SQL_LOGIN) {
            throw invalid(where + ".account cannot be a SQL login.", "Use the computer account, or a Windows user.");
        }
        return account;
    }

    private static String name(@Nullable String name) {
        String text = text("name", name);
        if (text.length() > MAX_NAME || text.chars().anyMatch(Character::isISOControl)) {
            throw invalid("name is longer than " + MAX_NAME + " characters or has control characters.", "Shorten it.");
        }
        return text;
    }

    private static String siteServer(@Nullable String server) {
        String text = text("topLevelSite.siteServer", server);
        if (!HOST.matcher(text).matches()) {
            throw invalid(
                    "topLevelSite.siteServer is not the name or address of a server.",
                    "Give a DNS name like sccm.contoso.com.");
        }
        return text;
    }

    private static String text(String field, @Nullable String value) {
        if (value == null || value.isBlank()) {
            throw missing(field);
        }
        if (value.length() > 2000) {
            throw invalid(field + " is longer than 2000 characters.", "Shorten it.");
        }
        return value.strip();
    }

    private static <T> T given(String field, @Nullable T value) {
        if (value == null) {
            throw missing(field);
        }
        return value;
    }

    private static Duration interval(@Nullable Duration given) {
        if (given == null) {
            return SourceHierarchyDefinition.DEFAULT_INTERVAL;
        }
        if (given.compareTo(SHORTEST) < 0 || given.compareTo(LONGEST) > 0) {
            throw invalid(
                    "gatherEvery is shorter than 15 minutes or longer than 31 days.", "The usual interval is PT4H.");
        }
        return given;
    }

    private static Set<DataClass> dataClasses(@Nullable Set<DataClass> given) {
        if (given != null) {
            return Set.copyOf(given);
        }
        return EnumSet.allOf(DataClass.class).stream()
                .filter(DataClass::onByDefault)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static GodwitException missing(String field) {
        return invalid(field + " is missing.", "Give it; docs/accounts.md shows a full definition.");
    }

    private static GodwitException invalid(String message, String hint) {
        return GodwitException.invalid("SOURCE_HIERARCHY_INVALID", message, hint);
    }
}
