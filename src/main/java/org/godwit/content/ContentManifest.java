package org.godwit.content;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a content consists of.
 *
 * @param contentId e.g. {@code ABC00001.3} or {@code Content_<guid>.2}
 * @param statedHash whole-content hash that the library states; null if it states none
 * @param directories all directories relative to the content's root, with {@code /}, parents first; also empty ones
 * @param files all files
 */
public record ContentManifest(
        String contentId, @Nullable String statedHash, List<String> directories, List<ContentFile> files) {

    public ContentManifest {
        directories = List.copyOf(directories);
        files = List.copyOf(files);
    }

    public long bytes() {
        return files.stream().mapToLong(ContentFile::size).sum();
    }
}
