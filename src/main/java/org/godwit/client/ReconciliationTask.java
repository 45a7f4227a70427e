package org.godwit.client;

import com.github.kagkarlsson.scheduler.task.FailureHandler;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Duration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Reconciliations in the schedule. */
@Configuration(proxyBeanMethods = false)
class ReconciliationTask {

    private static final String NAME = "client-reconciliation";
    private static final Duration LOOK_EVERY = Duration.ofHours(1);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(30);

    /** A reconciliation to execute. */
    record Data(long reconciliationId) {}

    @Bean
    Task<Data> clientReconciliationTask(ObjectProvider<Reconciliations> reconciliations) {
        return Tasks.oneTime(NAME, Data.class)
                .onFailure(new FailureHandler.OnFailureRetryLater<>(RETRY_AFTER))
                .execute((instance, context) ->
                        reconciliations.getObject().run(instance.getData().reconciliationId()));
    }

    @Bean
    Task<Void> clientReconciliationCycle(ObjectProvider<Reconciliations> reconciliations) {
        return Tasks.recurring("client-reconciliation-cycle", FixedDelay.of(LOOK_EVERY))
                .execute((instance, context) -> reconciliations.getObject().beginDue());
    }

    static TaskInstance<Data> of(long id) {
        return new TaskInstance<>(NAME, Long.toString(id), new Data(id));
    }
}
