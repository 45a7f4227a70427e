package org.godwit.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SharedFlushTest {

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicInteger flushes = new AtomicInteger();
    private final CountDownLatch firstBegun = new CountDownLatch(1);
    private final CountDownLatch firstMayEnd = new CountDownLatch(1);
    private final SharedFlush flush = new SharedFlush(() -> {
        int number = flushes.incrementAndGet();
        firstBegun.countDown();
        try {
            firstMayEnd.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
        if (number == 2) {
            throw new IOException("disk broken");
        }
    });

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    private Future<Boolean> ask() {
        return threads.submit(() -> {
            flush.flush();
            return true;
        });
    }

    @Test
    void whoeverAsksWhileOneIsUnderWayWaitsForTheNextWhichIsOneForAll() throws Exception {
        Future<Boolean> first = ask();
        firstBegun.await();
        List<Future<Boolean>> others = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            others.add(ask());
        }
        TimeUnit.MILLISECONDS.sleep(200);
        assertThat(first.isDone()).isFalse();
        assertThat(others).noneMatch(Future::isDone);
        firstMayEnd.countDown();
        assertThat(first.get()).isTrue();
        for (Future<Boolean> other : others) { // the second flush is theirs, and it fails
            assertThatThrownBy(other::get)
                    .isInstanceOf(ExecutionException.class)
                    .hasMessageContaining("disk broken");
        }
        assertThat(flushes).hasValue(2);
        assertThat(ask().get()).isTrue();
        assertThat(flushes).hasValue(3);
    }
}
