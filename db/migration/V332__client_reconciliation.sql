CREATE TABLE client_reconciliation (
    id BIGINT IDENTITY(1,1) NOT NULL,
    hierarchy_id BIGINT NOT NULL,
    status NVARCHAR(20) NOT NULL,
    requested_by NVARCHAR(255) NOT NULL,
    started_at DATETIME2(3) NOT NULL,
    finished_at DATETIME2(3),
    figures NVARCHAR(4000),
    failure NVARCHAR(1000),
    CONSTRAINT pk_client_reconciliation PRIMARY KEY (id)
);
CREATE INDEX ix_client_reconciliation_hierarchy ON client_reconciliation (hierarchy_id, id);

CREATE TABLE client_difference (
    id BIGINT IDENTITY(1,1) NOT NULL,
    reconciliation_id BIGINT NOT NULL,
    kind NVARCHAR(30) NOT NULL,
    sms_id NVARCHAR(255) NOT NULL,
    field NVARCHAR(60),
    source_value NVARCHAR(2000),
    destination_value NVARCHAR(2000),
    CONSTRAINT pk_client_difference PRIMARY KEY (id),
    CONSTRAINT fk_client_difference FOREIGN KEY (reconciliation_id) REFERENCES client_reconciliation (id) ON DELETE CASCADE
);
CREATE INDEX ix_client_difference_reconciliation ON client_difference (reconciliation_id, id);
