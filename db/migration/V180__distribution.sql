-- Distribution points of the destination.
CREATE TABLE distribution_point (
    id BIGINT IDENTITY(1,1) NOT NULL,
    name NVARCHAR(255) NOT NULL,
    site_code NVARCHAR(3) NOT NULL,
    location NVARCHAR(4000) NOT NULL,
    bandwidth NVARCHAR(4000),
    created_at DATETIMEOFFSET(7) NOT NULL,
    modified_at DATETIMEOFFSET(7) NOT NULL,
    [version] BIGINT NOT NULL,
    CONSTRAINT pk_distribution_point PRIMARY KEY (id),
    CONSTRAINT uq_distribution_point_name UNIQUE (name)
);

-- Distribution points of source hierarchies, as gathered; the location is null until an admin gives one.
CREATE TABLE source_distribution_point (
    id BIGINT IDENTITY(1,1) NOT NULL,
    hierarchy_id BIGINT NOT NULL,
    nal_path NVARCHAR(400) NOT NULL,
    server_name NVARCHAR(255) NOT NULL,
    site_code NVARCHAR(3) NOT NULL,
    is_pull BIT NOT NULL,
    is_pxe BIT NOT NULL,
    is_cloud BIT NOT NULL,
    is_protected BIT NOT NULL,
    is_active BIT NOT NULL,
    is_https BIT NOT NULL,
    drive NVARCHAR(16),
    is_present BIT NOT NULL,
    location NVARCHAR(4000),
    gathered_at DATETIMEOFFSET(7) NOT NULL,
    CONSTRAINT pk_source_distribution_point PRIMARY KEY (id),
    CONSTRAINT uq_source_distribution_point UNIQUE (hierarchy_id, nal_path)
);

CREATE TABLE source_content (
    hierarchy_id BIGINT NOT NULL,
    package_id NVARCHAR(64) NOT NULL,
    content_id NVARCHAR(255) NOT NULL,
    content_version INT NOT NULL,
    content_hash NVARCHAR(128),
    size_kb BIGINT NOT NULL,
    CONSTRAINT pk_source_content PRIMARY KEY (hierarchy_id, package_id, content_id)
);

CREATE TABLE source_content_staging (
    hierarchy_id BIGINT NOT NULL,
    package_id NVARCHAR(64) NOT NULL,
    content_id NVARCHAR(255) NOT NULL,
    content_version INT NOT NULL,
    content_hash NVARCHAR(128),
    size_kb BIGINT NOT NULL
);
CREATE INDEX ix_source_content_staging ON source_content_staging (hierarchy_id, package_id, content_id);

-- Which package lies on which source distribution point.
CREATE TABLE source_package_location (
    hierarchy_id BIGINT NOT NULL,
    package_id NVARCHAR(64) NOT NULL,
    nal_path NVARCHAR(400) NOT NULL,
    source_version INT NOT NULL,
    state INT NOT NULL,
    CONSTRAINT pk_source_package_location PRIMARY KEY (hierarchy_id, package_id, nal_path)
);

CREATE TABLE source_package_location_staging (
    hierarchy_id BIGINT NOT NULL,
    package_id NVARCHAR(64) NOT NULL,
    nal_path NVARCHAR(400) NOT NULL,
    source_version INT NOT NULL,
    state INT NOT NULL
);
CREATE INDEX ix_source_package_location_staging ON source_package_location_staging (hierarchy_id, package_id, nal_path);

-- One package to be brought to one destination distribution point by one run of a job.
CREATE TABLE content_transfer (
    id BIGINT IDENTITY(1,1) NOT NULL,
    job_id BIGINT NOT NULL,
    run_id BIGINT NOT NULL,
    hierarchy_id BIGINT NOT NULL,
    package_id NVARCHAR(64) NOT NULL,
    distribution_point_id BIGINT NOT NULL,
    source_distribution_point_id BIGINT,
    status NVARCHAR(16) NOT NULL,
    attempts INT NOT NULL,
    files BIGINT NOT NULL,
    bytes BIGINT NOT NULL,
    bytes_moved BIGINT NOT NULL,
    bytes_saved BIGINT NOT NULL,
    failure_code NVARCHAR(64),
    failure_message NVARCHAR(4000),
    started_at DATETIMEOFFSET(7),
    finished_at DATETIMEOFFSET(7),
    CONSTRAINT pk_content_transfer PRIMARY KEY (id),
    CONSTRAINT uq_content_transfer UNIQUE (run_id, package_id, distribution_point_id)
);
CREATE INDEX ix_content_transfer_status ON content_transfer (status, id);
CREATE INDEX ix_content_transfer_point ON content_transfer (distribution_point_id, id);

-- Packages published at a destination distribution point.
CREATE TABLE stored_package (
    distribution_point_id BIGINT NOT NULL,
    package_id NVARCHAR(64) NOT NULL,
    hierarchy_id BIGINT NOT NULL,
    source_version INT,
    content_ids NVARCHAR(MAX) NOT NULL,
    files BIGINT NOT NULL,
    bytes BIGINT NOT NULL,
    published_at DATETIMEOFFSET(7) NOT NULL,
    CONSTRAINT pk_stored_package PRIMARY KEY (distribution_point_id, package_id),
    CONSTRAINT fk_stored_package_point FOREIGN KEY (distribution_point_id) REFERENCES distribution_point (id)
);

-- What proves a published content: its files with size, SHA-256 and the time stamp of the stored file, compressed.
CREATE TABLE content_evidence (
    distribution_point_id BIGINT NOT NULL,
    content_id NVARCHAR(255) NOT NULL,
    package_id NVARCHAR(64) NOT NULL,
    content_hash NVARCHAR(128),
    hash_verdict NVARCHAR(16) NOT NULL,
    files BIGINT NOT NULL,
    bytes BIGINT NOT NULL,
    manifest VARBINARY(MAX) NOT NULL,
    verified_at DATETIMEOFFSET(7) NOT NULL,
    CONSTRAINT pk_content_evidence PRIMARY KEY (distribution_point_id, content_id),
    CONSTRAINT fk_content_evidence_point FOREIGN KEY (distribution_point_id) REFERENCES distribution_point (id)
);

-- Files of a destination FileLib whose stored bytes were hashed by Godwit, with the size and time stamp they had then.
CREATE TABLE verified_file (
    distribution_point_id BIGINT NOT NULL,
    file_hash NVARCHAR(64) NOT NULL,
    size_bytes BIGINT NOT NULL,
    modified_nanos BIGINT NOT NULL,
    CONSTRAINT pk_verified_file PRIMARY KEY (distribution_point_id, file_hash),
    CONSTRAINT fk_verified_file_point FOREIGN KEY (distribution_point_id) REFERENCES distribution_point (id)
);

-- Re-hashing of what a destination distribution point holds.
CREATE TABLE content_validation (
    id BIGINT IDENTITY(1,1) NOT NULL,
    distribution_point_id BIGINT NOT NULL,
    status NVARCHAR(16) NOT NULL,
    requested_by NVARCHAR(255) NOT NULL,
    packages BIGINT NOT NULL,
    files BIGINT NOT NULL,
    bytes BIGINT NOT NULL,
    findings NVARCHAR(MAX) NOT NULL,
    requested_at DATETIMEOFFSET(7) NOT NULL,
    finished_at DATETIMEOFFSET(7),
    CONSTRAINT pk_content_validation PRIMARY KEY (id),
    CONSTRAINT fk_content_validation_point FOREIGN KEY (distribution_point_id) REFERENCES distribution_point (id)
);
CREATE INDEX ix_content_validation_point ON content_validation (distribution_point_id, id);
