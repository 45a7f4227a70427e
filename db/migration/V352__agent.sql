-- Agents: godwit processes near distribution points. First what only servers touch.
CREATE TABLE agent_location (
    name NVARCHAR(64) NOT NULL,
    server_may_help BIT NOT NULL,
    megabytes_per_second INT NOT NULL,
    CONSTRAINT pk_agent_location PRIMARY KEY (name)
);

-- Which points an agent's location serves; a point belongs to one location at most.
CREATE TABLE agent_location_point (
    distribution_point_id BIGINT NOT NULL,
    location NVARCHAR(64) NOT NULL,
    CONSTRAINT pk_agent_location_point PRIMARY KEY (distribution_point_id),
    CONSTRAINT fk_agent_location_point FOREIGN KEY (location) REFERENCES agent_location (name)
);

CREATE TABLE agent (
    id BIGINT IDENTITY(1,1) NOT NULL,
    name NVARCHAR(64) NOT NULL,
    location NVARCHAR(64) NOT NULL,
    public_key VARBINARY(2000) NOT NULL,
    database_user VARCHAR(64) NOT NULL,
    enrolled_at DATETIMEOFFSET(7) NOT NULL,
    enrolled_by NVARCHAR(256) NOT NULL,
    revoked_at DATETIMEOFFSET(7),
    CONSTRAINT pk_agent PRIMARY KEY (id),
    CONSTRAINT fk_agent_location FOREIGN KEY (location) REFERENCES agent_location (name)
);

-- Tokens that make one agent each: only their SHA-256 is kept.
CREATE TABLE agent_enrolment (
    token_hash VARCHAR(64) NOT NULL,
    location NVARCHAR(64) NOT NULL,
    created_by NVARCHAR(256) NOT NULL,
    created_at DATETIMEOFFSET(7) NOT NULL,
    expires_at DATETIMEOFFSET(7) NOT NULL,
    agent_id BIGINT,
    CONSTRAINT pk_agent_enrolment PRIMARY KEY (token_hash),
    CONSTRAINT fk_agent_enrolment_location FOREIGN KEY (location) REFERENCES agent_location (name)
);

-- From here on what the database role godwit_agent may touch, and nothing else of this database but what it is granted below.
CREATE TABLE agent_beat (
    agent_id BIGINT NOT NULL,
    at DATETIMEOFFSET(7) NOT NULL,
    godwit_version NVARCHAR(64) NOT NULL,
    protocol INT NOT NULL,
    running INT NOT NULL,
    bytes_done BIGINT NOT NULL,
    bytes_per_second BIGINT NOT NULL,
    said NVARCHAR(1000),
    in_maintenance BIT NOT NULL,
    CONSTRAINT pk_agent_beat PRIMARY KEY (agent_id)
);

-- One point's part of a run, for an agent of its location. What agents may open is in agent_account, sealed to each.
CREATE TABLE agent_order (
    id BIGINT IDENTITY(1,1) NOT NULL,
    location NVARCHAR(64) NOT NULL,
    kind NVARCHAR(16) NOT NULL,
    run_id BIGINT NOT NULL,
    distribution_point_id BIGINT NOT NULL,
    body NVARCHAR(MAX) NOT NULL,
    state NVARCHAR(16) NOT NULL,
    agent_id BIGINT,
    refused_by NVARCHAR(1000) NOT NULL,
    message NVARCHAR(2000),
    bytes_done BIGINT NOT NULL,
    created_at DATETIMEOFFSET(7) NOT NULL,
    CONSTRAINT pk_agent_order PRIMARY KEY (id)
);
CREATE INDEX ix_agent_order_run ON agent_order (run_id, kind);

CREATE TABLE agent_account (
    order_id BIGINT NOT NULL,
    agent_id BIGINT NOT NULL,
    sealed VARBINARY(MAX) NOT NULL,
    CONSTRAINT pk_agent_account PRIMARY KEY (order_id, agent_id),
    CONSTRAINT fk_agent_account_order FOREIGN KEY (order_id) REFERENCES agent_order (id) ON DELETE CASCADE
);

CREATE TABLE agent_result (
    order_id BIGINT NOT NULL,
    item NVARCHAR(64) NOT NULL,
    body NVARCHAR(MAX) NOT NULL,
    CONSTRAINT pk_agent_result PRIMARY KEY (order_id, item),
    CONSTRAINT fk_agent_result_order FOREIGN KEY (order_id) REFERENCES agent_order (id) ON DELETE CASCADE
);

-- The schedule agents work by: the engine's table once more, so that no agent sees the servers' one.
CREATE TABLE agent_scheduled_tasks (
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
    CONSTRAINT pk_agent_scheduled_tasks PRIMARY KEY (task_instance, task_name)
);
CREATE INDEX ix_agent_scheduled_tasks_execution ON agent_scheduled_tasks (execution_time);
CREATE INDEX ix_agent_scheduled_tasks_heartbeat ON agent_scheduled_tasks (last_heartbeat);
CREATE INDEX ix_agent_scheduled_tasks_priority ON agent_scheduled_tasks (priority DESC, execution_time);
