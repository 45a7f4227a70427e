CREATE TABLE scheduled_tasks (
    task_name VARCHAR(250) NOT NULL,
    task_instance VARCHAR(250) NOT NULL,
    task_data VARBINARY(MAX),
    execution_time DATETIMEOFFSET NOT NULL,
    picked BIT,
    picked_by VARCHAR(50),
    last_success DATETIMEOFFSET,
    last_failure DATETIMEOFFSET,
    consecutive_failures INT,
    last_heartbeat DATETIMEOFFSET,
    [version] BIGINT NOT NULL,
    priority SMALLINT,
    CONSTRAINT pk_scheduled_tasks PRIMARY KEY (task_instance, task_name)
);
CREATE INDEX ix_scheduled_tasks_execution ON scheduled_tasks (execution_time);
CREATE INDEX ix_scheduled_tasks_heartbeat ON scheduled_tasks (last_heartbeat);
CREATE INDEX ix_scheduled_tasks_priority ON scheduled_tasks (priority DESC, execution_time);
