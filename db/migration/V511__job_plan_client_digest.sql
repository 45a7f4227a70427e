-- Digest over every client that a plan takes and what becomes of it; NULL if it takes none, and in plans of former versions.
ALTER TABLE migration_plan ADD client_digest NVARCHAR(64);
