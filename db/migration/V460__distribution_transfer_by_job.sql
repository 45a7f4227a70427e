-- The console and REST list the transfers of one migration job.
CREATE INDEX ix_content_transfer_job ON content_transfer (job_id, id);
