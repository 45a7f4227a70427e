package org.godwit.hierarchy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Source hierarchies as they are shown. */
@Component
class HierarchyViews {

    private final HierarchyAccounts accounts;

    HierarchyViews(HierarchyAccounts accounts) {
        this.accounts = accounts;
    }

    SourceHierarchy of(SourceHierarchyEntity h) {
        return new SourceHierarchy(
                h.id(),
                h.name(),
                h.state(),
                h.siteCode(),
                new SourceHierarchy.TopLevelSite(
                        h.siteServer(),
                        new SourceHierarchy.Database(h.jdbcUrl(), accounts.view(h, AccountPurpose.DATABASE)),
                        provider(h),
                        new SourceHierarchy.Content(accounts.view(h, AccountPurpose.CONTENT))),
                h.gatherEvery(),
                h.dataClasses(),
                h.preflight(),
                h.createdBy(),
                h.createdAt(),
                h.modifiedBy(),
                h.modifiedAt(),
                h.finishedAt(),
                h.cleanedUpAt(),
                h.securityScopes());
    }

    private SourceHierarchy.@Nullable Provider provider(SourceHierarchyEntity h) {
        List<String> urls = h.providerUrls();
        return urls.isEmpty()
                ? null
                : new SourceHierarchy.Provider(
                        urls.get(0),
                        urls.subList(1, urls.size()),
                        h.providerCertificate(),
                        accounts.view(h, AccountPurpose.PROVIDER));
    }

    /** What an audit event keeps of a definition. */
    static Map<String, @Nullable Object> forAudit(SourceHierarchyEntity h) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        values.put("name", h.name());
        values.put("siteServer", h.siteServer());
        values.put("siteCode", h.siteCode());
        values.put("jdbcUrl", h.jdbcUrl());
        values.put("databaseAccount", h.account(AccountPurpose.DATABASE).name());
        values.put("providerUrls", h.providerUrls());
        values.put("providerAccount", h.account(AccountPurpose.PROVIDER).name());
        values.put("contentAccount", h.account(AccountPurpose.CONTENT).name());
        values.put("gatherEvery", h.gatherEvery().toString());
        values.put(
                "dataClasses", h.dataClasses().stream().map(Enum::name).sorted().toList());
        values.put("securityScopes", h.securityScopes().stream().sorted().toList());
        return values;
    }
}
