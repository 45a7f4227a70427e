package org.godwit.content;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code PkgLib\<PackageID>.INI} states.
 *
 * @param version of a package with one content; null for one of several contents
 */
public record PackageManifest(String packageId, @Nullable String version, List<String> contentIds) {

    public PackageManifest {
        contentIds = List.copyOf(contentIds);
    }
}
