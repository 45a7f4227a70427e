package org.godwit.client;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Function;
import org.godwit.site.ClientRead;
import org.godwit.site.SourceClient;
import org.godwit.site.SourceDatabase;
import org.jspecify.annotations.Nullable;

/**
 * Reads a source on a thread of its own, a few chunks ahead of whoever takes them, and prepares each row there: so reading
 * and digesting go on while the chunk before is being written. The source must not be used otherwise until this is closed.
 */
final class Prefetch<T> implements AutoCloseable {

    private final BlockingQueue<Chunk<T>> ready;
    private final Thread reader;
    private volatile boolean closed;

    /**
     * @param chunkSize rows taken at a time
     * @param ahead chunks that are held ready at most
     * @param prepare what is made of each row, on the reading thread
     */
    Prefetch(SourceDatabase source, ClientRead read, int chunkSize, int ahead, Function<SourceClient, T> prepare) {
        this.ready = new ArrayBlockingQueue<>(ahead);
        this.reader = new Thread(() -> run(source, read, chunkSize, prepare), "client-reader");
        this.reader.setDaemon(true);
        this.reader.start();
    }

    private record Chunk<T>(
            List<T> rows, boolean last, @Nullable RuntimeException failure) {}

    /**
     * The next rows; empty when there are no more.
     *
     * @throws org.godwit.site.SourceFailure as the source threw it
     */
    List<T> next() {
        if (closed) {
            return List.of();
        }
        try {
            Chunk<T> chunk = ready.take();
            if (chunk.failure != null) {
                closed = true;
                throw chunk.failure;
            }
            closed = chunk.last;
            return chunk.rows;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while reading clients", e);
        }
    }

    private void run(SourceDatabase source, ClientRead read, int chunkSize, Function<SourceClient, T> prepare) {
        try {
            List<List<T>> filling = new ArrayList<>(List.of(new ArrayList<>(chunkSize)));
            source.clients(read, row -> {
                List<T> rows = filling.get(0);
                rows.add(prepare.apply(row));
                if (rows.size() == chunkSize) {
                    filling.set(0, new ArrayList<>(chunkSize));
                    return put(new Chunk<>(rows, false, null));
                }
                return !closed;
            });
            put(new Chunk<>(filling.get(0), true, null));
        } catch (RuntimeException e) {
            put(new Chunk<>(List.of(), true, e));
        } catch (Error e) {
            put(new Chunk<>(List.of(), true, new IllegalStateException("reading clients failed", e)));
            throw e;
        }
    }

    /** @return false if nobody takes chunks any more */
    private boolean put(Chunk<T> chunk) {
        try {
            while (!closed) {
                if (ready.offer(chunk, 100, java.util.concurrent.TimeUnit.MILLISECONDS)) {
                    return !closed;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return false;
    }

    /** Ends the reading and waits until the source is free again. */
    @Override
    public void close() {
        closed = true;
        boolean interrupted = false;
        while (reader.isAlive()) {
            try {
                reader.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
