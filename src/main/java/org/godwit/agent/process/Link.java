package org.godwit.agent.process;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.godwit.content.ContentEvidence;
import org.godwit.content.DestinationRecords;
import org.godwit.content.FileMark;
import org.jspecify.annotations.Nullable;

/**
 * Asks the database on behalf of work that holds a library. A link that is frozen answers nothing and fails nothing; work that
 * is to be put down does not wait for it, so that the library is free for whoever has the order by then.
 */
final class Link {

    private static final long LOOK_MILLIS = 100;

    private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "agent-link");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * @throws Orders.NotYet if it was told to stop before there was an answer; the question may still reach the database
     */
    <T extends @Nullable Object> T ask(Supplier<T> question, BooleanSupplier stop) {
        Future<T> answer = threads.submit(question::get);
        while (true) {
            try {
                return answer.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                if (stop.getAsBoolean()) {
                    throw new Orders.NotYet("The database does not answer.");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new Orders.NotYet("The agent stops.");
            } catch (ExecutionException e) {
                if (e.getCause() instanceof RuntimeException cause) {
                    throw cause;
                }
                throw new IllegalStateException(e.getCause());
            }
        }
    }

    /** Records that are asked this way. */
    DestinationRecords patient(DestinationRecords records, BooleanSupplier stop) {
        return new DestinationRecords() {
            @Override
            public Map<String, FileMark> verified(Collection<String> hashes) {
                return ask(() -> records.verified(hashes), stop);
            }

            @Override
            public void addVerified(Map<String, FileMark> marks) {
                ask(
                        () -> {
                            records.addVerified(marks);
                            return true;
                        },
                        stop);
            }

            @Override
            public @Nullable ContentEvidence evidence(String contentId) {
                return Link.this.<@Nullable ContentEvidence>ask(() -> records.evidence(contentId), stop);
            }
        };
    }

    void close() {
        threads.shutdown();
    }
}
