-- Package media: exports and imports. Keys are never stored.
CREATE TABLE package_media (
    id BIGINT IDENTITY(1,1) NOT NULL,
    media_id NVARCHAR(64) NOT NULL,
    direction NVARCHAR(16) NOT NULL,
    folder NVARCHAR(2000) NOT NULL,
    hierarchy_id BIGINT,
    distribution_point_id BIGINT,
    package_ids NVARCHAR(MAX) NOT NULL,
    status NVARCHAR(16) NOT NULL,
    files BIGINT NOT NULL,
    bytes BIGINT NOT NULL,
    expires_at DATETIMEOFFSET(7) NOT NULL,
    failure_code NVARCHAR(64),
    failure_message NVARCHAR(4000),
    requested_by NVARCHAR(255) NOT NULL,
    started_at DATETIMEOFFSET(7) NOT NULL,
    touched_at DATETIMEOFFSET(7) NOT NULL,
    finished_at DATETIMEOFFSET(7),
    CONSTRAINT pk_package_media PRIMARY KEY (id)
);

-- A medium is imported once: the row is taken before an import begins, and given back if it fails.
CREATE TABLE package_media_use (
    media_id NVARCHAR(64) NOT NULL,
    package_media_id BIGINT NOT NULL,
    CONSTRAINT pk_package_media_use PRIMARY KEY (media_id)
);
