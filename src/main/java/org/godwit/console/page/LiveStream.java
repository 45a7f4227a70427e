package org.godwit.console.page;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.godwit.shared.Digests;
import org.godwit.shared.GodwitException;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.security.concurrent.DelegatingSecurityContextRunnable;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Tells a page that what it shows has changed, by server-sent events: {@code changed}, and {@code over} when nothing more
 * will. The page then asks for the part, so nothing is shown that its reader may not see. A stream ends after some minutes
 * and the browser opens it again: whoever was signed out by then is refused.
 */
@Component
public class LiveStream implements DisposableBean {

    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final int BEATS_WITHOUT_NEWS = 15;
    private static final int MOST = 400;

    private final AtomicInteger open = new AtomicInteger();
    private final ScheduledExecutorService clock = Executors.newScheduledThreadPool(2, work -> {
        Thread thread = new Thread(work, "live-pages");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * What is looked at.
     *
     * @param what anything whose text differs when the page should be brought up to date
     * @param over whether it will not change any more by itself
     */
    public record State(Object what, boolean over) {}

    /**
     * @param look asked once a second with the rights of the reader
     * @throws GodwitException {@code TOO_MANY_LIVE_PAGES}; the page then asks by the clock
     */
    public SseEmitter open(Supplier<State> look) {
        return open("", look);
    }

    /**
     * For a page that is right as it is until something differs from what it was made of.
     *
     * @param seen {@link #mark} of what the page shows
     * @param look as in {@link #open(Supplier)}
     */
    public SseEmitter open(String seen, Supplier<State> look) {
        if (open.incrementAndGet() > MOST) {
            open.decrementAndGet();
            throw new GodwitException(
                    GodwitException.Kind.TOO_MANY,
                    "TOO_MANY_LIVE_PAGES",
                    "Too many pages are kept up to date at the moment.",
                    "Reload the page to see its present state.");
        }
        SseEmitter emitter = new SseEmitter(LONGEST.toMillis());
        Watch watch = new Watch(emitter, seen, look);
        AtomicReference<@Nullable Future<?>> beat = new AtomicReference<>();
        emitter.onCompletion(() -> {
            open.decrementAndGet();
            Future<?> future = beat.get();
            if (future != null) {
                future.cancel(false);
            }
        });
        emitter.onTimeout(emitter::complete);
        beat.set(clock.scheduleWithFixedDelay(new DelegatingSecurityContextRunnable(watch), 0, 1, TimeUnit.SECONDS));
        return emitter;
    }

    /** Short for what is looked at, so that two looks can be compared. */
    public static String mark(Object what) {
        return Digests.sha256Hex(what.toString()).substring(0, 16);
    }

    @Override
    public void destroy() {
        clock.shutdownNow();
    }

    private static final class Watch implements Runnable {
        private final SseEmitter emitter;
        private final Supplier<State> look;
        private String last;
        private int quiet;

        Watch(SseEmitter emitter, String seen, Supplier<State> look) {
            this.emitter = emitter;
            this.last = seen;
            this.look = look;
        }

        @Override
        public void run() {
            try {
                State state = look.get();
                String mark = mark(state.what());
                if (state.over()) {
                    emitter.send(SseEmitter.event().name("over").data(""));
                    emitter.complete();
                } else if (!mark.equals(last)) {
                    last = mark;
                    quiet = 0;
                    emitter.send(SseEmitter.event().name("changed").data(""));
                } else if (++quiet % BEATS_WITHOUT_NEWS == 0) {
                    emitter.send(SseEmitter.event().comment("still here"));
                }
            } catch (IOException | RuntimeException e) {
                emitter.completeWithError(e);
            }
        }
    }
}
