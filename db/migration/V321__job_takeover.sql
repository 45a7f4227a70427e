-- Plans and outcomes of reassigning distribution points, collections that would grow, and how long phases took.
ALTER TABLE migration_plan ADD takeover NVARCHAR(MAX);
ALTER TABLE migration_plan ADD growth NVARCHAR(MAX);
ALTER TABLE migration_run ADD takeover NVARCHAR(MAX);
CREATE TABLE migration_phase_time (
    run_id BIGINT NOT NULL,
    phase NVARCHAR(20) NOT NULL,
    seconds FLOAT NOT NULL,
    items BIGINT NOT NULL,
    bytes BIGINT NOT NULL,
    CONSTRAINT pk_migration_phase_time PRIMARY KEY (run_id, phase)
);
