package org.godwit.site.provider;

import java.util.ArrayList;
import java.util.List;

/** The sites of a hierarchy as its SMS Provider shows them (reference A, SMS_Site). */
public final class ProviderSites {

    static final ProviderQuery SITES =
            ProviderQuery.byText("SMS_Site", "SiteCode", "SiteCode", "ReportingSiteCode", "Version", "Mode", "Status");

    private ProviderSites() {}

    /**
     * @param version empty where the provider states none
     * @param mode 0 normal, 2 recovery, 3 upgrade; 0 where it states none
     * @param status 1 active; 1 where it states none
     */
    public record Site(String siteCode, boolean topLevel, String version, int mode, int status) {}

    /** @throws org.godwit.site.SourceFailure if no provider can be asked */
    public static List<Site> read(SmsProvider provider) {
        List<Site> sites = new ArrayList<>();
        provider.each(
                SITES,
                node -> sites.add(new Site(
                        node.path("SiteCode").asString("").strip(),
                        node.path("ReportingSiteCode").asString("").isBlank(),
                        node.path("Version").asString(""),
                        node.path("Mode").asInt(0),
                        node.path("Status").asInt(1))));
        return sites;
    }
}
