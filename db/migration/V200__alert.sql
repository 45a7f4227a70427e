CREATE TABLE alert (
    id BIGINT IDENTITY(1,1) NOT NULL,
    kind NVARCHAR(40) NOT NULL,
    severity NVARCHAR(10) NOT NULL,
    subject_type NVARCHAR(40) NOT NULL,
    subject_id NVARCHAR(100) NOT NULL,
    message NVARCHAR(1000) NOT NULL,
    occurrences BIGINT NOT NULL,
    first_at DATETIMEOFFSET(7) NOT NULL,
    last_at DATETIMEOFFSET(7) NOT NULL,
    acknowledged_at DATETIMEOFFSET(7),
    acknowledged_by NVARCHAR(256),
    CONSTRAINT pk_alert PRIMARY KEY (id)
);
CREATE INDEX ix_alert_open ON alert (acknowledged_at, last_at DESC);
CREATE INDEX ix_alert_subject ON alert (kind, subject_type, subject_id);
