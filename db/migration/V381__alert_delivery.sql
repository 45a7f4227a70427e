-- One open alert for each condition and subject, whoever raises it at the same moment: a closed one keeps its own number here.
ALTER TABLE alert ADD open_key NVARCHAR(200);
UPDATE alert SET open_key = CAST(id AS NVARCHAR(20));
UPDATE alert SET open_key = kind + '|' + subject_type + '|' + subject_id
 WHERE acknowledged_at IS NULL
   AND id IN (SELECT MAX(id) FROM alert WHERE acknowledged_at IS NULL GROUP BY kind, subject_type, subject_id);
ALTER TABLE alert ADD CONSTRAINT uq_alert_open UNIQUE (open_key);

-- Whom alerts are sent to; nobody as long as the row is missing or says so.
CREATE TABLE alert_settings (
    id INT NOT NULL,
    enabled BIT NOT NULL,
    console_url NVARCHAR(1000),
    digest_minute INT NOT NULL,
    last_digest_at DATETIMEOFFSET(7) NOT NULL,
    webhook_url NVARCHAR(1000),
    CONSTRAINT pk_alert_settings PRIMARY KEY (id)
);
CREATE TABLE alert_recipient (
    id BIGINT IDENTITY(1,1) NOT NULL,
    channel NVARCHAR(10) NOT NULL,
    address NVARCHAR(320) NOT NULL,
    kind NVARCHAR(40) NOT NULL,
    delivery NVARCHAR(10) NOT NULL,
    CONSTRAINT pk_alert_recipient PRIMARY KEY (id),
    CONSTRAINT uq_alert_recipient UNIQUE (channel, address, kind)
);
