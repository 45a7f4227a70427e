package org.godwit.console;

import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.godwit.credential.AccountInput;
import org.godwit.credential.AccountView;
import org.godwit.hierarchy.SourceHierarchy;
import org.godwit.hierarchy.SourceHierarchyChange;
import org.godwit.hierarchy.SourceHierarchyDefinition;
import org.godwit.site.DataClass;
import org.jspecify.annotations.Nullable;

/**
 * The form that defines or changes a source hierarchy.
 *
 * @param gatherHours interval of data gathering in hours
 * @param dataClasses null where none is ticked
 * @param scopes null where none is ticked
 */
record SourceHierarchyForm(
        @Nullable String name,
        @Nullable String siteServer,
        @Nullable String jdbcUrl,
        @Nullable AccountForm database,
        @Nullable String providerUrl,
        @Nullable AccountForm provider,
        @Nullable AccountForm content,
        @Nullable Integer gatherHours,
        @Nullable Set<DataClass> dataClasses,
        @Nullable Set<String> scopes) {

    static SourceHierarchyForm empty() {
        return new SourceHierarchyForm(
                null,
                null,
                null,
                AccountForm.COMPUTER,
                null,
                AccountForm.COMPUTER,
                AccountForm.COMPUTER,
                (int) SourceHierarchyDefinition.DEFAULT_INTERVAL.toHours(),
                Arrays.stream(DataClass.values()).filter(DataClass::onByDefault).collect(Collectors.toSet()),
                null);
    }

    static SourceHierarchyForm of(SourceHierarchy hierarchy) {
        SourceHierarchy.TopLevelSite site = hierarchy.topLevelSite();
        SourceHierarchy.Provider provider = site.provider();
        return new SourceHierarchyForm(
                hierarchy.name(),
                site.siteServer(),
                site.database().jdbcUrl(),
                account(site.database().account()),
                provider == null ? null : provider.url(),
                provider == null ? AccountForm.COMPUTER : account(provider.account()),
                account(site.content().account()),
                (int) Math.max(1, hierarchy.gatherEvery().toHours()),
                hierarchy.dataClasses(),
                hierarchy.securityScopes());
    }

    SourceHierarchyDefinition definition() {
        return new SourceHierarchyDefinition(
                text(name),
                new SourceHierarchyDefinition.TopLevelSite(
                        text(siteServer),
                        new SourceHierarchyDefinition.Database(text(jdbcUrl), input(database)),
                        text(providerUrl).isEmpty()
                                ? null
                                : new SourceHierarchyDefinition.Provider(
                                        text(providerUrl), input(provider), null, null),
                        new SourceHierarchyDefinition.Content(input(content))),
                interval(),
                classes(),
                true,
                scopes);
    }

    SourceHierarchyChange change() {
        return new SourceHierarchyChange(
                text(name),
                new SourceHierarchyChange.TopLevelSite(
                        text(siteServer),
                        new SourceHierarchyChange.Database(
                                text(jdbcUrl), orComputer(database).change()),
                        new SourceHierarchyChange.Provider(
                                text(providerUrl), orComputer(provider).change(), null, null),
                        new SourceHierarchyChange.Content(orComputer(content).change())),
                interval(),
                classes(),
                scopes);
    }

    private @Nullable Duration interval() {
        return gatherHours == null ? null : Duration.ofHours(gatherHours);
    }

    private Set<DataClass> classes() {
        return dataClasses == null ? Set.of() : dataClasses;
    }

    private static AccountForm account(AccountView view) {
        return new AccountForm(view.kind(), view.domain(), view.user(), null);
    }

    private static AccountInput input(@Nullable AccountForm form) {
        return orComputer(form).input();
    }

    private static AccountForm orComputer(@Nullable AccountForm form) {
        return Objects.requireNonNullElse(form, AccountForm.COMPUTER);
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value.strip();
    }
}
