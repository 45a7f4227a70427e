-- What a run did is asked of its job while it runs, also when the job has hundreds of thousands of events.
CREATE INDEX ix_migration_event_run ON migration_event (job_id, run_number, code, id);
