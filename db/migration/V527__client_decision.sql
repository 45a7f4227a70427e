-- What was decided of a gathered row until it was decided anew; how it stands now is in gathered_client. Only added to.
CREATE TABLE client_decision (
    id BIGINT IDENTITY(1,1) NOT NULL,
    hierarchy_id BIGINT NOT NULL,
    resource_id BIGINT NOT NULL,
    sms_id NVARCHAR(255) NOT NULL,
    fate NVARCHAR(20) NOT NULL,
    blocked BIT NOT NULL,
    ended_by NVARCHAR(20) NOT NULL,
    ended_at DATETIME2(3) NOT NULL,
    CONSTRAINT pk_client_decision PRIMARY KEY (id)
);
CREATE INDEX ix_client_decision_sms_id ON client_decision (sms_id, id);
CREATE INDEX ix_client_decision_hierarchy ON client_decision (hierarchy_id);
