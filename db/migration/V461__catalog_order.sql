CREATE INDEX ix_migration_entity_order ON migration_entity (hierarchy_id, object_type, name, id);
