package org.godwit.destination;

import java.util.Locale;
import java.util.Set;
import org.godwit.shared.Digests;
import org.godwit.site.ObjectType;

/**
 * Makes keys for objects whose own key is taken at the destination: the site code and five hex digits, as a site numbers its
 * packages and collections. The digits follow from the object, so that a plan can name the key that the run will use.
 */
final class KeyMaker {

    private static final int SPACE = 0x100000;

    private final String siteCode;

    KeyMaker(String siteCode) {
        this.siteCode = siteCode;
    }

    /** @param taken keys in use for this type, upper case */
    String make(long hierarchyId, ObjectType type, String sourceKey, Set<String> taken) {
        String digest = Digests.sha256Hex(hierarchyId + "/" + type + "/" + sourceKey);
        int start = Integer.parseInt(digest.substring(0, 5), 16);
        for (int i = 0; i < SPACE; i++) {
            String key = siteCode + String.format(Locale.ROOT, "%05X", (start + i) % SPACE);
            if (!taken.contains(key)) {
                return key;
            }
        }
        throw new IllegalStateException("All " + SPACE + " keys of type " + type + " are in use");
    }
}
