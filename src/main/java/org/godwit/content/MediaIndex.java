package org.godwit.content;

import java.util.List;

/**
 * What package media hold; sealed like everything else, so that a lost medium tells nobody which packages or files it has.
 *
 * @param packages the packages
 * @param contents their contents with all files
 * @param files the sealed files
 */
record MediaIndex(List<PackageManifest> packages, List<ContentManifest> contents, List<Sealed> files) {

    MediaIndex {
        packages = List.copyOf(packages);
        contents = List.copyOf(contents);
        files = List.copyOf(files);
    }

    /**
     * @param hash SHA-256 of the plain bytes, as FileLib names them
     * @param size plain bytes
     * @param name of the sealed file in the media's folder
     */
    record Sealed(String hash, long size, String name) {}
}
