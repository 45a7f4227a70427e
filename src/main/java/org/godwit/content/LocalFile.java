package org.godwit.content;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** A local file open for writing, which the kernel can copy to. */
record LocalFile(FileChannel channel, Path path) implements WritableFile {

    @Override
    public int write(ByteBuffer bytes) throws IOException {
        int count = bytes.remaining();
        try {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException e) {
            throw LocalFailures.of(e, path);
        }
        return count;
    }

    @Override
    public boolean kernelCopy() {
        return true;
    }

    @Override
    public long copyFrom(FileChannel in, long position, long count) throws IOException {
        try {
            return in.transferTo(position, count, channel);
        } catch (IOException e) {
            throw LocalFailures.of(e, path);
        }
    }

    @Override
    public void sync() throws IOException {
        try {
            channel.force(true);
        } catch (IOException e) {
            throw LocalFailures.of(e, path);
        }
    }

    @Override
    public boolean isOpen() {
        return channel.isOpen();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
