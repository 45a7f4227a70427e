package org.godwit.hierarchy;

/** What the checks found out about a source. */
final class FoundSource {

    private volatile String siteCode = "";

    /** Code of the site whose database was asked; empty until it is known. */
    String siteCode() {
        return siteCode;
    }

    void siteCode(String code) {
        siteCode = code;
    }
}
