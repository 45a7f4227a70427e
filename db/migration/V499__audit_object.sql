-- Events of one object, named by its id or by its name, without its type.
CREATE INDEX ix_audit_event_object_id ON audit_event (object_id, seq);
CREATE INDEX ix_audit_event_object_name ON audit_event (object_name, seq);
-- Entities are counted by type and status in the index alone.
CREATE INDEX ix_migration_entity_status ON migration_entity (hierarchy_id, object_type, status);
-- ix_migration_entity_order begins with the same columns
DROP INDEX ix_migration_entity_name ON migration_entity;
