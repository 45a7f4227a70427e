package org.godwit.shared;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** Work on many items with a bounded number of threads, which act as whoever called. */
public final class Threads {

    private static final long TICK_MILLIS = 500;

    private Threads() {}

    /** {@link #forEach(String, int, List, Consumer, Runnable)} without a tick. */
    public static <T> void forEach(String name, int threads, List<T> items, Consumer<? super T> work) {
        forEach(name, threads, items, work, () -> {});
    }

    /**
     * Returns when all items are done; if the calling thread is interrupted, when those begun are done.
     *
     * @param name of the threads
     * @param threads at most so many; at least one is used
     * @param tick called on the calling thread about twice a second while it waits
     * @throws RuntimeException what the work threw; some items may not have been begun
     */
    public static <T> void forEach(String name, int threads, List<T> items, Consumer<? super T> work, Runnable tick) {
        ConcurrentLinkedQueue<T> queue = new ConcurrentLinkedQueue<>(items);
        ExecutorService pool = Executors.newFixedThreadPool(Math.max(1, Math.min(threads, items.size())), r -> {
            Thread thread = new Thread(r, name);
            thread.setDaemon(true);
            return thread;
        });
        try {
            List<Future<?>> loops = new ArrayList<>();
            for (int i = 0; i < Math.min(threads, items.size()); i++) {
                loops.add(pool.submit(Carried.over(() -> {
                    for (T item = queue.poll(); item != null; item = queue.poll()) {
                        work.accept(item);
                    }
                })));
            }
            for (Future<?> loop : loops) {
                await(loop, queue, tick);
            }
        } finally {
            pool.shutdown();
        }
    }

    private static void await(Future<?> loop, ConcurrentLinkedQueue<?> queue, Runnable tick) {
        boolean interrupted = false;
        while (true) {
            try {
                loop.get(TICK_MILLIS, TimeUnit.MILLISECONDS);
                break;
            } catch (TimeoutException e) {
                tick.run();
            } catch (InterruptedException e) {
                interrupted = true; // a stop reaches the work through its own flag
                queue.clear();
            } catch (ExecutionException e) {
                queue.clear();
                if (e.getCause() instanceof RuntimeException cause) {
                    throw cause;
                }
                throw new IllegalStateException(e.getCause());
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
