package org.godwit.archive;

import com.github.kagkarlsson.scheduler.task.FailureHandler;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import java.time.Duration;
import org.godwit.security.RunAs;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The writing of archives in the schedule. */
@Configuration(proxyBeanMethods = false)
class ArchiveTask {

    static final TaskDescriptor<Archive> ARCHIVE = TaskDescriptor.of("source-audit-archive", Archive.class);

    private static final Duration RETRY_AFTER = Duration.ofMinutes(1);

    /** @param requestedBy sign-in name of who asked for it */
    record Archive(long archiveId, String requestedBy) {}

    @Bean
    Task<Archive> sourceAuditArchiveTask(ObjectProvider<ArchiveWriter> writer, RunAs runAs) {
        return Tasks.oneTime(ARCHIVE)
                .onFailure(new FailureHandler.OnFailureRetryLater<>(RETRY_AFTER))
                .execute((instance, context) -> runAs.user(instance.getData().requestedBy(), () -> {
                    writer.getObject().run(instance.getData().archiveId());
                    return true;
                }));
    }
}
