package org.godwit.agent;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import javax.sql.DataSource;
import org.godwit.agent.wire.OrderSerializer;
import org.godwit.agent.wire.Protocol;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.stereotype.Component;

/** The schedule that agents work by; servers only enqueue. */
@Component
class AgentSchedule {

    private final SchedulerClient client;

    AgentSchedule(DataSource dataSource) {
        client = SchedulerClient.Builder.create(new TransactionAwareDataSourceProxy(dataSource))
                .tableName(Protocol.SCHEDULE_TABLE)
                .serializer(new OrderSerializer())
                .enablePriority()
                .build();
    }

    SchedulerClient client() {
        return client;
    }
}
