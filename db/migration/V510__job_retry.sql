-- The run of everything, of which a retry does again what failed. NULL: the run is itself one of everything.
ALTER TABLE migration_run ADD retry_of BIGINT;
