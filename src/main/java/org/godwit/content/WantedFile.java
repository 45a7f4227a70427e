package org.godwit.content;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A stored file that a package needs, once, however often its contents name it.
 *
 * @param contentId the first content that names it
 * @param contentIds all that do
 */
record WantedFile(ContentFile file, String contentId, Set<String> contentIds) {

    /**
     * What these contents need, by hash, in the order they name it.
     *
     * @throws ContentException {@code CONTENT_REFUSED} if they state one hash with different sizes
     */
    static Map<String, WantedFile> of(List<ContentManifest> contents) throws ContentException {
        Map<String, WantedFile> wanted = new LinkedHashMap<>();
        for (ContentManifest content : contents) {
            for (ContentFile file : content.files()) {
                WantedFile one = wanted.computeIfAbsent(
                        file.hash(),
                        hash -> new WantedFile(
                                file, content.contentId(), new TreeSet<>(String.CASE_INSENSITIVE_ORDER)));
                if (one.file().size() != file.size()) {
                    throw ContentException.refused(
                            "The manifests of " + LibraryNames.shown(one.file().path()) + " and "
                                    + LibraryNames.shown(file.path()) + " in " + content.contentId()
                                    + " state one hash but different sizes: " + file.hash() + ", "
                                    + one.file().size() + " and "
                                    + file.size() + " bytes.");
                }
                one.contentIds().add(content.contentId());
            }
        }
        return wanted;
    }
}
