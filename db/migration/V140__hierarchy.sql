CREATE TABLE source_hierarchy (
    id BIGINT IDENTITY(1,1) NOT NULL,
    name NVARCHAR(128) NOT NULL,
    state NVARCHAR(20) NOT NULL,
    site_code NVARCHAR(3) NOT NULL,
    site_server NVARCHAR(255) NOT NULL,
    jdbc_url NVARCHAR(2000) NOT NULL,
    database_account NVARCHAR(40) NOT NULL,
    provider_urls NVARCHAR(4000),
    provider_certificate NVARCHAR(64),
    provider_account NVARCHAR(40) NOT NULL,
    content_account NVARCHAR(40) NOT NULL,
    gather_every_seconds BIGINT NOT NULL,
    data_classes NVARCHAR(400) NOT NULL,
    preflight NVARCHAR(MAX) NOT NULL,
    idempotency_key NVARCHAR(200),
    created_by NVARCHAR(256) NOT NULL,
    created_at DATETIMEOFFSET(7) NOT NULL,
    modified_by NVARCHAR(256) NOT NULL,
    modified_at DATETIMEOFFSET(7) NOT NULL,
    finished_at DATETIMEOFFSET(7),
    cleaned_up_at DATETIMEOFFSET(7),
    -- a deleted definition stays: migrated objects name it as where they came from
    deleted_at DATETIMEOFFSET(7),
    version BIGINT NOT NULL,
    CONSTRAINT pk_source_hierarchy PRIMARY KEY (id),
    CONSTRAINT uq_source_hierarchy_name UNIQUE (name, deleted_at)
);
CREATE INDEX ix_source_hierarchy_key ON source_hierarchy (idempotency_key, created_by);

CREATE TABLE source_site (
    id BIGINT IDENTITY(1,1) NOT NULL,
    hierarchy_id BIGINT NOT NULL,
    site_code NVARCHAR(3) NOT NULL,
    site_name NVARCHAR(255) NOT NULL,
    server_name NVARCHAR(255) NOT NULL,
    parent_site_code NVARCHAR(3),
    kind NVARCHAR(40) NOT NULL,
    site_version NVARCHAR(40),
    build_number INT NOT NULL,
    site_status INT NOT NULL,
    site_mode INT NOT NULL,
    CONSTRAINT pk_source_site PRIMARY KEY (id),
    CONSTRAINT uq_source_site_code UNIQUE (hierarchy_id, site_code),
    CONSTRAINT fk_source_site_hierarchy FOREIGN KEY (hierarchy_id) REFERENCES source_hierarchy (id)
);
