CREATE TABLE migration_entity (
    id BIGINT IDENTITY(1,1) NOT NULL,
    hierarchy_id BIGINT NOT NULL,
    object_type NVARCHAR(40) NOT NULL,
    source_key NVARCHAR(520) NOT NULL,
    name NVARCHAR(520) NOT NULL,
    version NVARCHAR(100),
    status NVARCHAR(20) NOT NULL,
    -- what a REMOVED entity was before; it becomes that again when the object is back unchanged
    status_before_removal NVARCHAR(20),
    payload_digest NVARCHAR(64) NOT NULL,
    first_gathered DATETIMEOFFSET(7) NOT NULL,
    last_changed DATETIMEOFFSET(7) NOT NULL,
    CONSTRAINT pk_migration_entity PRIMARY KEY (id),
    CONSTRAINT uq_migration_entity_key UNIQUE (hierarchy_id, object_type, source_key)
);
CREATE INDEX ix_migration_entity_name ON migration_entity (hierarchy_id, object_type, name);

CREATE TABLE entity_payload (
    entity_id BIGINT NOT NULL,
    payload NVARCHAR(MAX) NOT NULL,
    CONSTRAINT pk_entity_payload PRIMARY KEY (entity_id),
    CONSTRAINT fk_entity_payload FOREIGN KEY (entity_id) REFERENCES migration_entity (id)
);

-- The target is named by type and key, not by id: it may not have been gathered, and may come and go.
CREATE TABLE entity_reference (
    id BIGINT IDENTITY(1,1) NOT NULL,
    hierarchy_id BIGINT NOT NULL,
    from_entity_id BIGINT NOT NULL,
    to_type NVARCHAR(40) NOT NULL,
    to_key NVARCHAR(520) NOT NULL,
    kind NVARCHAR(40) NOT NULL,
    CONSTRAINT pk_entity_reference PRIMARY KEY (id),
    CONSTRAINT fk_entity_reference FOREIGN KEY (from_entity_id) REFERENCES migration_entity (id)
);
CREATE INDEX ix_entity_reference_from ON entity_reference (from_entity_id);
CREATE INDEX ix_entity_reference_to ON entity_reference (hierarchy_id, to_type, to_key);

CREATE TABLE entity_history (
    id BIGINT IDENTITY(1,1) NOT NULL,
    entity_id BIGINT NOT NULL,
    seen_at DATETIMEOFFSET(7) NOT NULL,
    event NVARCHAR(10) NOT NULL,
    CONSTRAINT pk_entity_history PRIMARY KEY (id),
    CONSTRAINT fk_entity_history FOREIGN KEY (entity_id) REFERENCES migration_entity (id)
);
CREATE INDEX ix_entity_history_entity ON entity_history (entity_id);

CREATE TABLE entity_exclusion (
    entity_id BIGINT NOT NULL,
    hierarchy_id BIGINT NOT NULL,
    excluded_by NVARCHAR(256) NOT NULL,
    excluded_at DATETIMEOFFSET(7) NOT NULL,
    reason NVARCHAR(400),
    CONSTRAINT pk_entity_exclusion PRIMARY KEY (entity_id),
    CONSTRAINT fk_entity_exclusion FOREIGN KEY (entity_id) REFERENCES migration_entity (id)
);
CREATE INDEX ix_entity_exclusion_hierarchy ON entity_exclusion (hierarchy_id);

-- What a gathering found different from the catalogue, until it is merged or given up.
CREATE TABLE staged_entity (
    id BIGINT IDENTITY(1,1) NOT NULL,
    hierarchy_id BIGINT NOT NULL,
    -- null for an object that is new
    entity_id BIGINT,
    event NVARCHAR(10) NOT NULL,
    object_type NVARCHAR(40) NOT NULL,
    source_key NVARCHAR(520) NOT NULL,
    name NVARCHAR(520),
    version NVARCHAR(100),
    payload_digest NVARCHAR(64),
    payload NVARCHAR(MAX),
    CONSTRAINT pk_staged_entity PRIMARY KEY (id),
    CONSTRAINT uq_staged_entity UNIQUE (hierarchy_id, object_type, source_key)
);
CREATE INDEX ix_staged_entity_entity ON staged_entity (entity_id);

CREATE TABLE staged_reference (
    id BIGINT IDENTITY(1,1) NOT NULL,
    hierarchy_id BIGINT NOT NULL,
    from_type NVARCHAR(40) NOT NULL,
    from_key NVARCHAR(520) NOT NULL,
    to_type NVARCHAR(40) NOT NULL,
    to_key NVARCHAR(520) NOT NULL,
    kind NVARCHAR(40) NOT NULL,
    CONSTRAINT pk_staged_reference PRIMARY KEY (id)
);
CREATE INDEX ix_staged_reference_from ON staged_reference (hierarchy_id, from_type, from_key);
