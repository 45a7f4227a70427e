package org.godwit.content;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Locale;

/** What a file system's refusal means for content. */
final class LocalFailures {

    private LocalFailures() {}

    /** The failure as content reports it; what may pass is worth another try. */
    static IOException of(IOException e, Path path) {
        if (e instanceof ContentException) {
            return e;
        }
        if (e instanceof AccessDeniedException) {
            return new ContentException(ContentException.Code.LOCATION_DENIED, "Access to " + path + " was denied.", e);
        }
        if (e instanceof FileAlreadyExistsException || e instanceof NotDirectoryException) {
            return ContentException.refused(path + " is a file where a directory should be, or the reverse.");
        }
        String reason = e.getMessage() == null ? "" : e.getMessage().toLowerCase(Locale.ROOT);
        if (reason.contains("no space left")
                || reason.contains("not enough space")
                || reason.contains("quota exceeded")) {
            return new ContentException(
                    ContentException.Code.CONTENT_SPACE_LACKING, "No space is left for " + path + ".", e);
        }
        return new ContentException(
                ContentException.Code.LOCATION_FAILED,
                path + " could not be read or written: " + e.getMessage() + ".",
                e);
    }
}
