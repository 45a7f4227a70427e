-- What an agent's login may do in this database: take orders, say that it lives, and give results.
CREATE ROLE IF NOT EXISTS godwit_agent;
GRANT SELECT, UPDATE ON agent_beat TO godwit_agent;
GRANT SELECT, UPDATE ON agent_order TO godwit_agent;
GRANT SELECT ON agent_account TO godwit_agent;
GRANT SELECT, INSERT ON agent_result TO godwit_agent;
GRANT SELECT, INSERT, UPDATE, DELETE ON agent_scheduled_tasks TO godwit_agent;
GRANT SELECT ON verified_file TO godwit_agent;
GRANT SELECT ON content_evidence TO godwit_agent;
