-- What an undo will do beside objects.
ALTER TABLE migration_plan ADD [undo] NVARCHAR(MAX);
