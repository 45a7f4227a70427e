-- What a location's agents may take together, and what each of them is allotted of it; null where there is no limit.
ALTER TABLE agent_location ADD points_at_a_time INT;
ALTER TABLE agent_beat ADD bytes_per_second_allowed BIGINT;
ALTER TABLE agent_beat ADD points_allowed INT;

-- Agents look for the work of their own location only.
CREATE INDEX ix_agent_scheduled_tasks_location ON agent_scheduled_tasks (task_name, priority DESC, execution_time);
