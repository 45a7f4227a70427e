-- A run may have thousands of orders, and there may be hundreds of locations: each is looked for by what it belongs to.
CREATE INDEX ix_agent_order_point ON agent_order (run_id, kind, distribution_point_id);
DROP INDEX ix_agent_order_run ON agent_order;
CREATE INDEX ix_agent_location_point ON agent_location_point (location);
CREATE INDEX ix_agent_location_source ON agent_location_source (location);
