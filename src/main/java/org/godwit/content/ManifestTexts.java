package org.godwit.content;

import java.util.Collection;
import java.util.Locale;

/** The texts of a content library's manifests (reference E). */
final class ManifestTexts {

    private ManifestTexts() {}

    /** {@code PkgLib\<PackageID>.INI}. */
    static byte[] ofPackage(PackageManifest manifest) {
        Ini ini = new Ini().withSection("Packages");
        manifest.contentIds().forEach(id -> ini.with("Packages", id, ""));
        ini.withSection("Info");
        if (manifest.version() != null) {
            ini.with("Info", "Version", manifest.version());
        }
        return ini.bytes();
    }

    /** {@code DataLib\<ContentID>.INI}. */
    static byte[] content(ContentManifest manifest) {
        Ini ini = new Ini().withSection("Info");
        if (manifest.statedHash() != null) {
            ini.with("Info", "Hash", manifest.statedHash());
        }
        return ini.bytes();
    }

    /** {@code DataLib\<ContentID>\…\<name>.INI}. */
    static byte[] file(ContentFile file) {
        return new Ini()
                .with("File", "Size", Long.toString(file.size()))
                .with("File", "TimeModified", Long.toString(file.modified()))
                .with(
                        "File",
                        "Attributes",
                        Integer.toHexString(file.attributes()).toUpperCase(Locale.ROOT))
                .with("File", "Hash", file.hash())
                .bytes();
    }

    /** {@code FileLib\<first 4>\<hash>.INI}. */
    static byte[] users(Collection<String> contentIds) {
        Ini ini = new Ini().withSection("Users");
        contentIds.forEach(id -> ini.with("Users", id, ""));
        return ini.bytes();
    }
}
