package org.godwit.content;

/**
 * By what a stored file is known again: as long as both are the same, it is the file whose bytes were hashed.
 *
 * @param size bytes
 * @param modifiedNanos its time stamp in nanoseconds since 1970
 */
public record FileMark(long size, long modifiedNanos) {

    static FileMark of(StoreEntry entry) {
        return new FileMark(entry.size(), entry.modifiedNanos());
    }
}
