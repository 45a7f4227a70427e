-- The last lines of each agent's log. An agent may only add to it; servers keep the newest.
CREATE TABLE agent_log (
    id BIGINT IDENTITY(1,1) NOT NULL,
    agent_id BIGINT NOT NULL,
    at DATETIMEOFFSET(7) NOT NULL,
    severity NVARCHAR(8) NOT NULL,
    message NVARCHAR(1000) NOT NULL,
    correlation_id NVARCHAR(64),
    CONSTRAINT pk_agent_log PRIMARY KEY (id)
);
CREATE INDEX ix_agent_log_agent ON agent_log (agent_id, id);
GRANT INSERT ON agent_log TO godwit_agent;
