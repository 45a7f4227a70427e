package org.godwit.hierarchy;

import java.util.List;

/** What the checks found out about a source. */
final class FoundSource {

    private volatile String siteCode = "";
    private volatile List<String> providerSites = List.of();

    /** Code of the site whose database was asked; empty until it is known. */
    String siteCode() {
        return siteCode;
    }

    void siteCode(String code) {
        siteCode = code;
    }

    /** Codes of the sites that the SMS Provider shows; empty until they are known. */
    List<String> providerSites() {
        return providerSites;
    }

    void providerSites(List<String> codes) {
        providerSites = List.copyOf(codes);
    }
}
