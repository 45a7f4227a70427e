-- The parts of a sealed archive stay what they are, and of no archive is a part ever changed.
EXEC(N'CREATE TRIGGER tr_archive_source_audit_part_delete ON archive_source_audit_part INSTEAD OF DELETE AS
    IF EXISTS (SELECT 1 FROM deleted d JOIN archive_source_audit a ON a.id = d.archive_id WHERE a.status = ''SEALED'')
        RAISERROR(''A sealed archive never changes.'', 16, 1)
    ELSE
        DELETE FROM archive_source_audit_part WHERE EXISTS (SELECT 1 FROM deleted d
            WHERE d.archive_id = archive_source_audit_part.archive_id AND d.number = archive_source_audit_part.number)');
EXEC(N'CREATE TRIGGER tr_archive_source_audit_part_update ON archive_source_audit_part INSTEAD OF UPDATE AS
    RAISERROR(''A sealed archive never changes.'', 16, 1)');
EXEC(N'CREATE TRIGGER tr_archive_source_audit_part_insert ON archive_source_audit_part INSTEAD OF INSERT AS
    IF EXISTS (SELECT 1 FROM inserted i JOIN archive_source_audit a ON a.id = i.archive_id WHERE a.status = ''SEALED'')
        RAISERROR(''A sealed archive never changes.'', 16, 1)
    ELSE
        INSERT INTO archive_source_audit_part (archive_id, number, content) SELECT archive_id, number, content FROM inserted');
