-- The site that owns an object, where the source says so.
ALTER TABLE migration_entity ADD source_site NVARCHAR(3);
ALTER TABLE staged_entity ADD source_site NVARCHAR(3);

-- Ids of eight characters begin with the code of the site that made the object.
UPDATE migration_entity SET source_site = SUBSTRING(source_key, 1, 3)
    WHERE LEN(source_key) = 8 AND object_type IN ('PACKAGE', 'COLLECTION', 'BOOT_IMAGE', 'OS_IMAGE', 'OS_UPGRADE_PACKAGE',
        'DRIVER_PACKAGE', 'TASK_SEQUENCE', 'DEPLOYMENT_PACKAGE', 'METERING_RULE');
