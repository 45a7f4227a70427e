package org.godwit.sample;

import java.util.Locale;

/** CollectionIDs, PackageIDs and their like: a site code and five hex digits. */
final class Ids {

    private Ids() {}

    static String of(String siteCode, int number) {
        return siteCode + String.format(Locale.ROOT, "%05X", number);
    }
}
