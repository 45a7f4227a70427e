package org.godwit.content;

import java.util.concurrent.atomic.LongAdder;

/** Counts what transfers have done so far; read while they run. */
public final class TransferMeter {

    private final LongAdder files = new LongAdder();
    private final LongAdder moved = new LongAdder();
    private final LongAdder handled = new LongAdder();

    void moved(long bytes) {
        moved.add(bytes);
        handled.add(bytes);
    }

    void saved(long bytes) {
        handled.add(bytes);
    }

    /** Counts bytes that were read to be proven again. */
    public void checked(long bytes) {
        handled.add(bytes);
    }

    /** Takes back bytes that have to be moved once more. */
    void again(long bytes) {
        handled.add(-bytes);
    }

    void file() {
        files.increment();
    }

    /** Stored files proven. */
    public long files() {
        return files.sum();
    }

    /** Bytes written, also those that had to be written again. */
    public long bytesMoved() {
        return moved.sum();
    }

    /** Bytes of stored files dealt with: moved, already there, or read again. */
    public long bytesHandled() {
        return handled.sum();
    }
}
