package org.godwit.client;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.godwit.shared.Carried;
import org.godwit.site.ClientRead;
import org.godwit.site.SourceClient;
import org.godwit.site.SourceDatabase;
import org.jspecify.annotations.Nullable;

/**
 * Reads a source on a thread of its own, a little ahead of whoever takes the rows, and prepares each row on another: so
 * reading and digesting go on while the rows before are being written. The source must not be used otherwise until this is
 * closed.
 */
final class Prefetch<T> implements AutoCloseable {

    /** Rows handed from the reading thread to the preparing one at a time. */
    private static final int LOT = 250;

    private static final int LOTS_AHEAD = 4;

    private final BlockingQueue<Chunk<SourceClient>> read = new ArrayBlockingQueue<>(LOTS_AHEAD);
    private final BlockingQueue<Chunk<T>> ready;
    private final List<Thread> threads;
    private volatile boolean closed;

    /**
     * @param chunkSize rows taken at a time
     * @param ahead chunks that are held ready at most
     * @param prepare what is made of each row, on a thread of its own
     */
    Prefetch(SourceDatabase source, ClientRead read, int chunkSize, int ahead, Function<SourceClient, T> prepare) {
        this.ready = new ArrayBlockingQueue<>(ahead);
        this.threads = List.of(
                new Thread(Carried.over(() -> read(source, read)), "client-reader"),
                new Thread(Carried.over(() -> prepare(chunkSize, prepare)), "client-preparer"));
        this.threads.forEach(thread -> {
            thread.setDaemon(true);
            thread.start();
        });
    }

    private record Chunk<T>(
            List<T> rows, boolean last, @Nullable RuntimeException failure) {

        static <T> Chunk<T> failed(Throwable e) {
            RuntimeException failure =
                    e instanceof RuntimeException r ? r : new IllegalStateException("reading clients failed", e);
            return new Chunk<>(List.of(), true, failure);
        }
    }

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

    private void read(SourceDatabase source, ClientRead what) {
        try {
            Filling<SourceClient> filling = new Filling<>(this.read, LOT);
            source.clients(what, filling::add);
            filling.end();
        } catch (RuntimeException | Error e) {
            put(read, Chunk.failed(e));
            rethrow(e);
        }
    }

    private void prepare(int chunkSize, Function<SourceClient, T> prepare) {
        try {
            Filling<T> filling = new Filling<>(ready, chunkSize);
            for (Chunk<SourceClient> chunk = take(); chunk != null; chunk = take()) {
                if (chunk.failure != null) {
                    put(ready, Chunk.failed(chunk.failure));
                    return;
                }
                for (SourceClient row : chunk.rows) {
                    filling.add(prepare.apply(row));
                }
                if (chunk.last) {
                    filling.end();
                    return;
                }
            }
        } catch (RuntimeException | Error e) {
            put(ready, Chunk.failed(e));
            rethrow(e);
        }
    }

    /** Failures reach whoever takes the rows; errors of the machine itself reach its log as well. */
    private static void rethrow(Throwable e) {
        if (e instanceof Error error) {
            throw error;
        }
    }

    /** Collects rows until there are as many as are handed on at a time. */
    private final class Filling<R> {

        private final BlockingQueue<Chunk<R>> queue;
        private final int size;
        private List<R> rows;

        Filling(BlockingQueue<Chunk<R>> queue, int size) {
            this.queue = queue;
            this.size = size;
            this.rows = new ArrayList<>(size);
        }

        /** @return false if nobody takes rows any more */
        boolean add(R row) {
            rows.add(row);
            if (rows.size() < size) {
                return !closed;
            }
            List<R> full = rows;
            rows = new ArrayList<>(size);
            return put(queue, new Chunk<>(full, false, null));
        }

        void end() {
            put(queue, new Chunk<>(rows, true, null));
        }
    }

    /** @return null if nobody takes rows any more */
    private @Nullable Chunk<SourceClient> take() {
        try {
            while (!closed) {
                Chunk<SourceClient> chunk = read.poll(100, TimeUnit.MILLISECONDS);
                if (chunk != null) {
                    return chunk;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return null;
    }

    /** @return false if nobody takes rows any more */
    private <R> boolean put(BlockingQueue<Chunk<R>> queue, Chunk<R> chunk) {
        try {
            while (!closed) {
                if (queue.offer(chunk, 100, TimeUnit.MILLISECONDS)) {
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
        for (Thread thread : threads) {
            while (thread.isAlive()) {
                try {
                    thread.join();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
