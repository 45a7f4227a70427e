package org.godwit.content;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;

/** A file open for writing. */
public interface WritableFile extends WritableByteChannel {

    /** Writes the whole buffer. */
    @Override
    int write(ByteBuffer bytes) throws IOException;

    /** Makes what was written survive a power failure. */
    void sync() throws IOException;

    /** Whether {@link #copyFrom} is done by the kernel. */
    default boolean kernelCopy() {
        return false;
    }

    /**
     * Appends bytes of a local file.
     *
     * @return bytes copied; 0 at the end of the file
     */
    default long copyFrom(FileChannel in, long position, long count) throws IOException {
        throw new UnsupportedOperationException("not a local file");
    }
}
