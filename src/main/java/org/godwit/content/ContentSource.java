package org.godwit.content;

import java.io.IOException;
import java.nio.channels.ReadableByteChannel;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The files of a content library, wherever it lies. Paths are relative to the library's root, with {@code /}; a FileLib that
 * spans drives looks like one. Safe for use by several threads. Implementations throw {@link ContentException} where they can
 * tell the kind of failure; any other {@link IOException} counts as worth one more try.
 */
public interface ContentSource extends AutoCloseable {

    /** Where it lies, as a person would write it. */
    String location();

    /** The direct children of a directory in any order; empty if there is no such directory. */
    List<StoreEntry> list(String directory) throws IOException;

    /** A file or directory; null if there is none. */
    @Nullable StoreEntry find(String path) throws IOException;

    /**
     * Opens a file for reading. A {@link java.nio.channels.FileChannel} where the file system is local, so that the kernel
     * can copy.
     *
     * @param offset first byte to be read
     * @throws ContentException {@code CONTENT_FILE_MISSING} if there is none
     */
    ReadableByteChannel read(String file, long offset) throws IOException;

    @Override
    void close() throws IOException;
}
