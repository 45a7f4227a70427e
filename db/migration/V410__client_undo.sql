-- What a client record was before a job first wrote over it, for undo; the state is null once it was purged.
CREATE TABLE client_record_before (
    job_id BIGINT NOT NULL,
    sms_id NVARCHAR(255) NOT NULL,
    -- the job whose record it was, and the source its data came from
    record_job_id BIGINT,
    record_hierarchy_id BIGINT,
    state NVARCHAR(MAX),
    CONSTRAINT pk_client_record_before PRIMARY KEY (job_id, sms_id)
);
CREATE INDEX ix_client_record_before_job ON client_record_before (record_job_id);
CREATE INDEX ix_client_record_before_hierarchy ON client_record_before (record_hierarchy_id);
