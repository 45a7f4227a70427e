-- Records that were there before a run and that it blocked first; gone when its client phase is through.
CREATE TABLE client_run_blocked (
    run_id BIGINT NOT NULL,
    sms_id NVARCHAR(255) NOT NULL,
    CONSTRAINT pk_client_run_blocked PRIMARY KEY (run_id, sms_id)
);
