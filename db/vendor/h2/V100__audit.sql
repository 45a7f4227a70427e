CREATE TABLE audit_event (
    seq BIGINT NOT NULL,
    occurred_at DATETIMEOFFSET(7) NOT NULL,
    actor NVARCHAR(200) NOT NULL,
    address NVARCHAR(64),
    action NVARCHAR(100) NOT NULL,
    object_type NVARCHAR(100) NOT NULL,
    object_id NVARCHAR(200),
    object_name NVARCHAR(400),
    outcome NVARCHAR(10) NOT NULL,
    correlation_id NVARCHAR(64),
    details NVARCHAR(MAX) NOT NULL,
    hash VARBINARY(32) NOT NULL,
    CONSTRAINT pk_audit_event PRIMARY KEY (seq)
);
CREATE TRIGGER tr_audit_event_append_only BEFORE UPDATE, DELETE ON audit_event
    FOR EACH ROW CALL 'org.godwit.audit.AppendOnlyTrigger';
