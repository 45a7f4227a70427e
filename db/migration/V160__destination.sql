-- Objects of the destination hierarchy, where each came from, and what jobs did to them (for undo).
CREATE TABLE destination_object (
    id BIGINT IDENTITY(1,1) NOT NULL,
    object_type NVARCHAR(40) NOT NULL,
    object_key NVARCHAR(255) NOT NULL,
    name NVARCHAR(400) NOT NULL,
    version NVARCHAR(255),
    payload NVARCHAR(MAX) NOT NULL,
    payload_digest NVARCHAR(64) NOT NULL,
    content_owner NVARCHAR(3),
    created_at DATETIMEOFFSET(7) NOT NULL,
    modified_at DATETIMEOFFSET(7) NOT NULL,
    CONSTRAINT pk_destination_object PRIMARY KEY (id),
    CONSTRAINT uq_destination_object_key UNIQUE (object_type, object_key)
);
CREATE INDEX ix_destination_object_name ON destination_object (object_type, name);

CREATE TABLE destination_object_origin (
    hierarchy_id BIGINT NOT NULL,
    object_type NVARCHAR(40) NOT NULL,
    source_key NVARCHAR(255) NOT NULL,
    object_id BIGINT NOT NULL,
    CONSTRAINT pk_destination_object_origin PRIMARY KEY (hierarchy_id, object_type, source_key),
    CONSTRAINT fk_destination_object_origin FOREIGN KEY (object_id) REFERENCES destination_object (id)
);
CREATE INDEX ix_destination_object_origin ON destination_object_origin (object_id);

CREATE TABLE destination_object_scope (
    object_id BIGINT NOT NULL,
    scope_name NVARCHAR(200) NOT NULL,
    CONSTRAINT pk_destination_object_scope PRIMARY KEY (object_id, scope_name),
    CONSTRAINT fk_destination_object_scope FOREIGN KEY (object_id) REFERENCES destination_object (id)
);

-- No foreign key: what happened to an object is kept when the object is removed again.
CREATE TABLE destination_object_change (
    id BIGINT IDENTITY(1,1) NOT NULL,
    object_id BIGINT NOT NULL,
    job_id BIGINT NOT NULL,
    changed_at DATETIMEOFFSET(7) NOT NULL,
    kind NVARCHAR(20) NOT NULL,
    state_before NVARCHAR(MAX),
    digest_after NVARCHAR(64),
    CONSTRAINT pk_destination_object_change PRIMARY KEY (id)
);
CREATE INDEX ix_destination_object_change_job ON destination_object_change (job_id, object_id);
CREATE INDEX ix_destination_object_change_object ON destination_object_change (object_id);
