package org.godwit.content;

import java.io.IOException;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * A library to be written to of which a call that failed is made again, where that may help. Writing a file is not: whoever
 * writes one knows where to begin again. Neither is flushing: what a failed flush has lost, a second one does not bring back.
 */
final class RetryingTarget extends RetryingSource implements ContentTarget {

    private final ContentTarget target;

    RetryingTarget(ContentTarget target, Retries retries) {
        super(target, retries);
        this.target = target;
    }

    @Override
    public void reserve(String staged, long size) throws IOException {
        retries().of(() -> {
            target.reserve(staged, size);
            return true;
        });
    }

    @Override
    public boolean syncAll() throws IOException {
        return target.syncAll();
    }

    @Override
    public boolean syncsAll() {
        return target.syncsAll();
    }

    @Override
    public WritableFile write(String file, long offset) throws IOException {
        return target.write(file, offset);
    }

    /** A rename that was done although it was answered by a failure counts as done. */
    @Override
    public void rename(String from, String to) throws IOException {
        boolean[] tried = new boolean[1];
        retries().of(() -> {
            if (!tried[0] || target.find(from) != null || target.find(to) == null) {
                tried[0] = true;
                target.rename(from, to);
            }
            return true;
        });
    }

    @Override
    public void delete(String path) throws IOException {
        retries().of(() -> {
            target.delete(path);
            return true;
        });
    }

    @Override
    public void makeDirectory(String directory) throws IOException {
        retries().of(() -> {
            target.makeDirectory(directory);
            return true;
        });
    }

    @Override
    public void syncDirectories(Collection<String> directories) throws IOException {
        target.syncDirectories(directories);
    }

    @Override
    public long freeSpace() throws IOException {
        return retries().of(target::freeSpace);
    }

    @Override
    public @Nullable Lock tryLock() throws IOException {
        return target.tryLock();
    }
}
