package org.godwit.mail;

import com.github.kagkarlsson.scheduler.task.FailureHandler.ExponentialBackoffFailureHandler;
import com.github.kagkarlsson.scheduler.task.FailureHandler.MaxRetriesFailureHandler;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import java.time.Duration;
import org.godwit.audit.AuditEntry;
import org.godwit.audit.AuditTrail;
import org.godwit.security.RunAs;
import org.godwit.shared.Digests;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Sending a mail, as a task: in the transaction of its cause, and tried again while the mail server is away. */
@Configuration(proxyBeanMethods = false)
class MailTask {

    private static final Logger LOG = LoggerFactory.getLogger(MailTask.class);

    private static final TaskDescriptor<Mail> SEND = TaskDescriptor.of("mail", Mail.class);

    /** Waits of 10 s, 20 s, 40 s … : a day in all. */
    private static final int ATTEMPTS = 13;

    private static final Duration FIRST_WAIT = Duration.ofSeconds(10);

    @Bean
    Task<Mail> mailTask(ObjectProvider<SmtpSender> sender, RunAs runAs, ObjectProvider<AuditTrail> audit) {
        return Tasks.oneTime(SEND)
                .onFailure(new MaxRetriesFailureHandler<>(
                        ATTEMPTS, new ExponentialBackoffFailureHandler<>(FIRST_WAIT, 2), (ended, operations) -> {
                            Mail mail = (Mail) ended.getExecution().taskInstance.getData();
                            LOG.error("The mail '{}' to {} is given up", mail.subject(), mail.to());
                            runAs.system(() -> audit.getObject()
                                    .recordApart(AuditEntry.failed("MAIL_GIVEN_UP", "MAIL", mail.key(), mail.subject())
                                            .with("to", mail.to())));
                        }))
                .execute((instance, context) ->
                        runAs.system(() -> sender.getObject().send(instance.getData())));
    }

    static TaskInstance<Mail> instance(Mail mail) {
        return SEND.instance(mail.key() + "-" + Digests.sha256Hex(mail.to()).substring(0, 16))
                .data(mail)
                .build();
    }
}
