-- The parts of a sealed archive stay what they are.
CREATE TRIGGER tr_archive_source_audit_part_sealed BEFORE INSERT, UPDATE, DELETE ON archive_source_audit_part
    FOR EACH ROW CALL 'org.godwit.archive.SealedTrigger';
