-- What jobs did with an object is asked by the object.
CREATE INDEX ix_migration_run_item_entity ON migration_run_item (entity_id);
CREATE INDEX ix_migration_event_entity ON migration_event (entity_id);
