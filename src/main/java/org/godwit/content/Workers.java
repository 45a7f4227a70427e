package org.godwit.content;

import java.io.IOException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.godwit.shared.Carried;

/** A fixed number of threads that several packages share: that many files are in flight, never more. */
final class Workers implements AutoCloseable {

    /** So many damaged files of a package are looked for, so that an admin sees more than the first. */
    private static final int MOST_FAILURES = 20;

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final int threads;
    private final ExecutorService pool;

    Workers(int threads) {
        this.threads = threads;
        this.pool = Executors.newFixedThreadPool(threads, work -> {
            Thread thread = new Thread(work, "content-" + NUMBER.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    interface Work<T> {
        void on(T item) throws IOException;
    }

    /**
     * Does the work on every item and waits for all. After a failure that concerns one file, the others are still done; after
     * any other failure no further item is begun.
     *
     * @throws ContentException the failure; several damaged files are named in one
     */
    <T> void forEach(List<T> items, Work<? super T> work) throws IOException {
        AtomicInteger next = new AtomicInteger();
        Queue<IOException> failures = new ConcurrentLinkedQueue<>();
        List<? extends Future<?>> loops = java.util.stream.IntStream.range(0, Math.min(threads, items.size()))
                .mapToObj(i -> pool.submit(Carried.over(() -> {
                    for (int n = next.getAndIncrement(); n < items.size(); n = next.getAndIncrement()) {
                        try {
                            work.on(items.get(n));
                        } catch (IOException e) {
                            failures.add(e);
                            if (!concernsOneFile(e) || failures.size() >= MOST_FAILURES) {
                                next.set(items.size());
                            }
                        }
                    }
                })))
                .toList();
        for (Future<?> loop : loops) {
            await(loop);
        }
        if (!failures.isEmpty()) {
            throw together(List.copyOf(failures));
        }
    }

    private static boolean concernsOneFile(IOException e) {
        return e instanceof ContentException content
                && switch (content.code()) {
                    case CONTENT_HASH_MISMATCH, CONTENT_FILE_MISSING, CONTENT_REFUSED -> true;
                    default -> false;
                };
    }

    private static IOException together(List<IOException> failures) {
        IOException first =
                failures.stream().filter(e -> !concernsOneFile(e)).findFirst().orElse(failures.get(0));
        if (failures.size() == 1 || !(first instanceof ContentException content) || !concernsOneFile(first)) {
            return first;
        }
        StringBuilder text = new StringBuilder(content.getMessage());
        failures.stream().filter(e -> e != first).forEach(e -> text.append(' ').append(e.getMessage()));
        return new ContentException(content.code(), text.toString(), content);
    }

    private static void await(Future<?> loop) throws IOException {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    loop.get();
                    return;
                } catch (InterruptedException e) {
                    interrupted = true; // the work looks at the stop flag itself
                } catch (ExecutionException e) {
                    throw new IllegalStateException("A file could not be handled", e.getCause());
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void close() {
        pool.shutdown();
    }
}
