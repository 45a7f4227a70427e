-- A ledger table where the server has them (SQL Server 2022 and later): nobody can change or delete a row, not even
-- the owner. Elsewhere a trigger refuses both.
DECLARE @columns NVARCHAR(MAX) = N'CREATE TABLE audit_event (
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
)';
DECLARE @ledger BIT = CASE WHEN EXISTS (
    SELECT 1 FROM sys.all_columns WHERE object_id = OBJECT_ID('sys.tables') AND name = 'ledger_type'
) THEN 1 ELSE 0 END;
IF @ledger = 1
    SET @columns = @columns + N' WITH (LEDGER = ON (APPEND_ONLY = ON))';
EXEC(@columns);
IF @ledger = 0
    EXEC(N'CREATE TRIGGER tr_audit_event_append_only ON audit_event INSTEAD OF UPDATE, DELETE AS
        RAISERROR(''Audit events can only be added.'', 16, 1)');
