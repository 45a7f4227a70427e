package org.godwit.content;

import org.jspecify.annotations.Nullable;

/** What the manifests of a destination library's contents looked like when they were last read and stated what was proven. */
public interface ManifestMarks {

    /** Null if nobody has read them yet. */
    @Nullable String of(String contentId);

    void put(String contentId, String mark);

    /** Remembers nothing: everything is read. */
    static ManifestMarks none() {
        return new ManifestMarks() {
            @Override
            public @Nullable String of(String contentId) {
                return null;
            }

            @Override
            public void put(String contentId, String mark) {}
        };
    }
}
