-- Reassignment of source distribution points (design 6). A point's state is null while it is in ordinary use.
ALTER TABLE distribution_point ADD state NVARCHAR(16);
-- Chosen to be shared; null until somebody chose, which counts as shared.
ALTER TABLE source_distribution_point ADD is_shared BIT;
-- The destination point that a source point has become.
ALTER TABLE source_distribution_point ADD taken_over_by BIGINT;
-- Roles of its server, as JSON; null where the source does not show them.
ALTER TABLE source_distribution_point ADD server_roles NVARCHAR(2000);

CREATE TABLE takeover (
    id BIGINT IDENTITY(1,1) NOT NULL,
    job_id BIGINT NOT NULL,
    run_id BIGINT NOT NULL,
    hierarchy_id BIGINT NOT NULL,
    source_point_id BIGINT NOT NULL,
    distribution_point_id BIGINT,
    site_code NVARCHAR(3) NOT NULL,
    pause_before NVARCHAR(32),
    last_done NVARCHAR(32),
    status NVARCHAR(32) NOT NULL,
    packages BIGINT NOT NULL,
    files BIGINT NOT NULL,
    bytes BIGINT NOT NULL,
    packages_missing BIGINT NOT NULL,
    bytes_moved BIGINT NOT NULL,
    failure_code NVARCHAR(64),
    failure_message NVARCHAR(4000),
    abort_requested BIT NOT NULL,
    started_at DATETIMEOFFSET(7) NOT NULL,
    finished_at DATETIMEOFFSET(7),
    CONSTRAINT pk_takeover PRIMARY KEY (id),
    CONSTRAINT uq_takeover UNIQUE (run_id, source_point_id)
);
CREATE INDEX ix_takeover_source ON takeover (source_point_id, id);
