-- Every heartbeat of an agent asks which orders it has.
CREATE INDEX ix_agent_order_agent ON agent_order (agent_id, state);
