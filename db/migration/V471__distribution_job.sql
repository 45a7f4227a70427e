-- Jobs that bring content from distribution points of the destination to others of it.
CREATE TABLE distribution_job (
    id BIGINT IDENTITY(1,1) NOT NULL,
    name NVARCHAR(200) NOT NULL,
    package_ids NVARCHAR(MAX) NOT NULL,
    repeat_every NVARCHAR(200),
    next_run_at DATETIMEOFFSET(7),
    created_by NVARCHAR(255) NOT NULL,
    created_at DATETIMEOFFSET(7) NOT NULL,
    CONSTRAINT pk_distribution_job PRIMARY KEY (id),
    CONSTRAINT uq_distribution_job_name UNIQUE (name)
);

CREATE TABLE distribution_job_pair (
    job_id BIGINT NOT NULL,
    from_point_id BIGINT NOT NULL,
    to_point_id BIGINT NOT NULL,
    CONSTRAINT pk_distribution_job_pair PRIMARY KEY (job_id, to_point_id, from_point_id),
    CONSTRAINT fk_distribution_job_pair FOREIGN KEY (job_id) REFERENCES distribution_job (id)
);

CREATE TABLE distribution_run (
    id BIGINT IDENTITY(1,1) NOT NULL,
    job_id BIGINT NOT NULL,
    status NVARCHAR(16) NOT NULL,
    requested_by NVARCHAR(255) NOT NULL,
    unchanged BIGINT NOT NULL,
    stop_requested BIT NOT NULL,
    started_at DATETIMEOFFSET(7) NOT NULL,
    finished_at DATETIMEOFFSET(7),
    CONSTRAINT pk_distribution_run PRIMARY KEY (id),
    CONSTRAINT fk_distribution_run FOREIGN KEY (job_id) REFERENCES distribution_job (id)
);
CREATE INDEX ix_distribution_run ON distribution_run (job_id, id);

-- A package that a run brings to a point, or leaves out for a reason; what is the same there already has no row.
CREATE TABLE distribution_run_item (
    run_id BIGINT NOT NULL,
    to_point_id BIGINT NOT NULL,
    package_id NVARCHAR(64) NOT NULL,
    from_point_id BIGINT NOT NULL,
    status NVARCHAR(16) NOT NULL,
    files BIGINT NOT NULL,
    bytes BIGINT NOT NULL,
    bytes_moved BIGINT NOT NULL,
    reason_code NVARCHAR(64),
    reason NVARCHAR(4000),
    CONSTRAINT pk_distribution_run_item PRIMARY KEY (run_id, to_point_id, package_id),
    CONSTRAINT fk_distribution_run_item FOREIGN KEY (run_id) REFERENCES distribution_run (id)
);

-- Packages that a distribution point is to give up when a time is over.
CREATE TABLE content_retirement (
    id BIGINT IDENTITY(1,1) NOT NULL,
    distribution_point_id BIGINT NOT NULL,
    package_id NVARCHAR(64) NOT NULL,
    status NVARCHAR(16) NOT NULL,
    why NVARCHAR(1000) NOT NULL,
    requested_by NVARCHAR(255) NOT NULL,
    requested_at DATETIMEOFFSET(7) NOT NULL,
    due_at DATETIMEOFFSET(7) NOT NULL,
    ended_by NVARCHAR(255),
    ended_at DATETIMEOFFSET(7),
    outcome NVARCHAR(4000),
    files_removed BIGINT NOT NULL,
    bytes_freed BIGINT NOT NULL,
    CONSTRAINT pk_content_retirement PRIMARY KEY (id),
    CONSTRAINT fk_content_retirement FOREIGN KEY (distribution_point_id) REFERENCES distribution_point (id)
);
CREATE INDEX ix_content_retirement_point ON content_retirement (distribution_point_id, package_id, status);
CREATE INDEX ix_content_retirement_due ON content_retirement (status, due_at);
