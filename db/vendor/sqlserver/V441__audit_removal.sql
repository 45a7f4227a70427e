-- From here on the trigger lets events go that lie in a sealed segment marked as removed, and no others. A ledger table
-- has no trigger and keeps its events for good.
IF OBJECT_ID('tr_audit_event_append_only', 'TR') IS NOT NULL
BEGIN
    EXEC(N'DROP TRIGGER tr_audit_event_append_only');
    EXEC(N'CREATE TRIGGER tr_audit_event_append_only ON audit_event INSTEAD OF UPDATE, DELETE AS
        IF EXISTS (SELECT 1 FROM inserted)
            OR EXISTS (SELECT 1 FROM deleted d WHERE NOT EXISTS (SELECT 1 FROM audit_segment s
                WHERE s.removed_at IS NOT NULL AND d.seq BETWEEN s.first_seq AND s.last_seq))
            RAISERROR(''Audit events can only be added.'', 16, 1)
        ELSE
            DELETE FROM audit_event WHERE seq IN (SELECT seq FROM deleted)');
END
