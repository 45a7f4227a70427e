package org.godwit.schedule;

import com.github.kagkarlsson.scheduler.event.ExecutionChain;
import com.github.kagkarlsson.scheduler.event.ExecutionInterceptor;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.ExecutionContext;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.godwit.schedule.JsonTaskSerializer.Origin;
import org.godwit.security.RequestOrigin;
import org.jspecify.annotations.Nullable;

/**
 * Every execution is timed ({@code godwit.task}), traced, and carries a correlation id: that of the request which enqueued
 * it, or one of its own where the clock did.
 */
final class ObservedExecutions implements ExecutionInterceptor {

    private final JsonTaskSerializer serializer;
    private final ObservationRegistry observations;

    ObservedExecutions(JsonTaskSerializer serializer, ObservationRegistry observations) {
        this.serializer = serializer;
        this.observations = observations;
    }

    @Override
    public CompletionHandler<?> execute(TaskInstance<?> task, ExecutionContext context, ExecutionChain chain) {
        String id = correlationId(task, context.getExecution().lastSuccess);
        Observation observation = Observation.createNotStarted("godwit.task", observations)
                .contextualName("task " + task.getTaskName())
                .lowCardinalityKeyValue("task", task.getTaskName())
                .highCardinalityKeyValue("correlationId", id);
        try (RequestOrigin.Bound bound = new RequestOrigin(null, id).bind()) {
            return completing(Objects.requireNonNull(observation.observe(() -> chain.proceed(task, context))), id);
        }
    }

    /** What a task enqueues when it completes, itself again for instance, carries the id as well. */
    private static <T> CompletionHandler<T> completing(CompletionHandler<T> handler, String id) {
        return (complete, operations) -> {
            try (RequestOrigin.Bound bound = new RequestOrigin(null, id).bind()) {
                handler.complete(complete, operations);
            }
        };
    }

    /** A task that repeats keeps its data; what the clock repeats after a success was not caused by the request any more. */
    private String correlationId(TaskInstance<?> task, @Nullable Instant lastSuccess) {
        serializer.takeLastRead();
        task.getData();
        Origin origin = serializer.takeLastRead();
        if (origin != null && (lastSuccess == null || !lastSuccess.isAfter(origin.at()))) {
            return origin.correlationId();
        }
        return UUID.randomUUID().toString();
    }
}
