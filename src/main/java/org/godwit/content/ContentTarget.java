package org.godwit.content;

import java.io.IOException;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** A content library that can be written to. Missing parent directories are made. */
public interface ContentTarget extends ContentSource {

    /**
     * Says how large a file about to be staged will be, so that a library that spans drives can choose one for it.
     *
     * @throws ContentException {@code CONTENT_SPACE_LACKING} if none has the room
     */
    default void reserve(String staged, long size) throws IOException {}

    /**
     * Makes everything written so far survive a power failure at once, where that is possible and costs less than to do it
     * for each of many files.
     *
     * @return false if it is not possible; nothing is done then
     */
    default boolean syncAll() throws IOException {
        return false;
    }

    /** Whether {@link #syncAll} would do it. */
    default boolean syncsAll() {
        return false;
    }

    /**
     * Opens a file for writing, making it where there is none.
     *
     * @param offset where writing begins; what lies behind is cut off
     */
    WritableFile write(String file, long offset) throws IOException;

    /** Renames a file or directory in one step; an existing file is replaced, an existing directory is not. */
    void rename(String from, String to) throws IOException;

    /** Deletes a file, or a directory with all it holds; nothing happens where there is none. */
    void delete(String path) throws IOException;

    void makeDirectory(String directory) throws IOException;

    /** Makes renames and new files in these directories survive a power failure. */
    void syncDirectories(Collection<String> directories) throws IOException;

    /** Bytes that can still be written. */
    long freeSpace() throws IOException;

    /**
     * Takes the library for writing; it is given back by closing, and also when the process dies.
     *
     * @return null while another run has it
     */
    @Nullable Lock tryLock() throws IOException;

    /** A library held for writing. */
    interface Lock extends AutoCloseable {
        @Override
        void close() throws IOException;
    }
}
