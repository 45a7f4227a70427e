package org.godwit.content;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets several destinations that are brought the same share the reading of the source: whoever wants a file first reads it
 * there, the others take it from the library where that one stored it, once it is proven. Used by one run at a time.
 */
public final class ReadOnce implements AutoCloseable {

    private static final long LOOK_MILLIS = 100;

    /** By hash: the library that has the file, or null if it could not be brought after all. */
    private final ConcurrentMap<String, CompletableFuture<@Nullable ContentTarget>> turns = new ConcurrentHashMap<>();

    private final List<ContentTarget> kept = new CopyOnWriteArrayList<>();

    /** Leaves a library open until the run is over: others may still read from it. */
    public void keep(ContentTarget target) {
        kept.add(target);
    }

    /**
     * Waits until it is clear who reads the file.
     *
     * @return the library that has it; null if it is the caller's turn, who then says {@link #stored} or {@link #failed}
     * @throws ContentException {@code STOPPED}
     */
    @Nullable ContentTarget turn(String hash, BooleanSupplier stop) throws ContentException {
        while (true) {
            CompletableFuture<@Nullable ContentTarget> mine = new CompletableFuture<>();
            CompletableFuture<@Nullable ContentTarget> other = turns.putIfAbsent(hash, mine);
            if (other == null) {
                return null;
            }
            ContentTarget there = await(other, stop);
            if (there != null) {
                return there;
            }
            turns.remove(hash, other);
        }
    }

    private static @Nullable ContentTarget await(CompletableFuture<@Nullable ContentTarget> other, BooleanSupplier stop)
            throws ContentException {
        while (true) {
            if (stop.getAsBoolean()) {
                throw Hashing.stopped();
            }
            try {
                return other.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                continue;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw Hashing.stopped();
            } catch (ExecutionException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** The library has the file, proven. */
    void stored(String hash, ContentTarget target) {
        CompletableFuture<@Nullable ContentTarget> known = turns.computeIfAbsent(hash, h -> new CompletableFuture<>());
        known.complete(target);
    }

    /** It could not be brought: somebody else may try. */
    void failed(String hash) {
        CompletableFuture<@Nullable ContentTarget> turn = turns.get(hash);
        if (turn != null) {
            turn.complete(null);
        }
    }

    @Override
    public void close() throws IOException {
        IOException first = null;
        for (ContentTarget target : kept) {
            try {
                target.close();
            } catch (IOException e) {
                first = first == null ? e : first;
            }
        }
        if (first != null) {
            throw first;
        }
    }
}
