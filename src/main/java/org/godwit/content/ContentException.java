package org.godwit.content;

import java.io.IOException;

/** Content that could not be read, written or proven, with a stable code and a sentence that names the file. */
public final class ContentException extends IOException {

    /** What went wrong; the name is the code people see. */
    public enum Code {
        /** Size or SHA-256 of what was stored differs from what the source states, also on the second try. */
        CONTENT_HASH_MISMATCH(false),
        /** The library refers to a file that is not there. */
        CONTENT_FILE_MISSING(false),
        /** The library's files break the format's rules or could lead outside: nothing of the package is taken. */
        CONTENT_REFUSED(false),
        /** The library does not hold the package, or not the content the site states. */
        PACKAGE_NOT_IN_LIBRARY(false),
        /** The destination volume lacks the room. */
        CONTENT_SPACE_LACKING(false),
        /** The location refuses the account. */
        LOCATION_DENIED(false),
        /** The location could not be read or written; trying again may help. */
        LOCATION_FAILED(true),
        /** Another run has the library since this one's connection broke: what this one still has to write is its own no more. */
        LIBRARY_TAKEN(false),
        /** The folder holds no package media. */
        MEDIA_NOT_FOUND(false),
        /** The key is not that of the media. */
        MEDIA_KEY_WRONG(false),
        /** The key's time is over. */
        MEDIA_KEY_EXPIRED(false),
        /** The media were imported before. */
        MEDIA_KEY_USED(false),
        /** A file of the media is not as it was written. */
        MEDIA_FILE_ALTERED(false),
        /** A file of the media is not there. */
        MEDIA_FILE_MISSING(false),
        /** The run was told to stop. */
        STOPPED(false);

        private final boolean retryable;

        Code(boolean retryable) {
            this.retryable = retryable;
        }
    }

    private final Code code;

    public ContentException(Code code, String message) {
        super(message);
        this.code = code;
    }

    public ContentException(Code code, String message, Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    public Code code() {
        return code;
    }

    /** Whether the same call may succeed a moment later. Decided where the failure was seen. */
    public boolean retryable() {
        return code.retryable;
    }

    static ContentException refused(String message) {
        return new ContentException(Code.CONTENT_REFUSED, message);
    }

    /** {@inheritDoc} Never null: it is given at construction. */
    @Override
    public String getMessage() {
        return java.util.Objects.requireNonNull(super.getMessage());
    }
}
