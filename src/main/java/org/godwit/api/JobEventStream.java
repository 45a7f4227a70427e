package org.godwit.api;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.godwit.job.JobEvent;
import org.godwit.job.JobStatus;
import org.godwit.job.MigrationJob;
import org.godwit.job.MigrationJobService;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.security.concurrent.DelegatingSecurityContextRunnable;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Server-sent events of a job: its events, and its state once a second while it runs. Every node can serve any job: what is
 * sent is read from the database with the caller's rights.
 */
@Component
class JobEventStream implements DisposableBean {

    private static final Duration LONGEST = Duration.ofMinutes(30);

    private final MigrationJobService jobs;
    private final ScheduledExecutorService clock =
            Executors.newScheduledThreadPool(2, work -> new Thread(work, "job-events"));

    JobEventStream(MigrationJobService jobs) {
        this.jobs = jobs;
    }

    SseEmitter open(long jobId, long lastEventId) {
        MigrationJob job = jobs.get(jobId);
        SseEmitter emitter = new SseEmitter(LONGEST.toMillis());
        AtomicLong last = new AtomicLong(lastEventId);
        AtomicReference<@Nullable Future<?>> beat = new AtomicReference<>();
        Runnable end = () -> {
            Future<?> future = beat.get();
            if (future != null) {
                future.cancel(false);
            }
        };
        emitter.onCompletion(end);
        emitter.onTimeout(emitter::complete);
        emitter.onError(e -> end.run());
        Runnable send = new DelegatingSecurityContextRunnable(() -> send(emitter, job.id(), last));
        beat.set(clock.scheduleWithFixedDelay(send, 0, 1, TimeUnit.SECONDS));
        return emitter;
    }

    private void send(SseEmitter emitter, long jobId, AtomicLong last) {
        try {
            MigrationJob job = jobs.get(jobId);
            List<JobEvent> events = jobs.events(jobId, last.get());
            for (JobEvent event : events) {
                emitter.send(SseEmitter.event()
                        .id(Long.toString(event.id()))
                        .name("event")
                        .data(event));
                last.set(event.id());
            }
            emitter.send(SseEmitter.event().name("job").data(job));
            if (job.status() != JobStatus.RUNNING && events.isEmpty()) {
                emitter.complete();
            }
        } catch (IOException | RuntimeException e) {
            emitter.completeWithError(e);
        }
    }

    @Override
    public void destroy() {
        clock.shutdownNow();
    }
}
