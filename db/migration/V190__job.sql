-- Migration jobs, their plans, their runs, and what happened in them.
CREATE TABLE migration_job (
    id BIGINT IDENTITY(1,1) NOT NULL,
    name NVARCHAR(200) NOT NULL,
    description NVARCHAR(2000),
    job_type NVARCHAR(30) NOT NULL,
    hierarchy_id BIGINT NOT NULL,
    status NVARCHAR(20) NOT NULL,
    stop_requested BIT NOT NULL,
    settings NVARCHAR(MAX) NOT NULL,
    created_by NVARCHAR(255) NOT NULL,
    created_at DATETIMEOFFSET(7) NOT NULL,
    modified_by NVARCHAR(255) NOT NULL,
    modified_at DATETIMEOFFSET(7) NOT NULL,
    next_run_at DATETIMEOFFSET(7),
    plan_id BIGINT,
    plan_digest NVARCHAR(64),
    approved_digest NVARCHAR(64),
    approved_by NVARCHAR(255),
    approved_at DATETIMEOFFSET(7),
    run_id BIGINT,
    runs INT NOT NULL,
    cloned_from BIGINT,
    undo_of BIGINT,
    lock_version BIGINT NOT NULL,
    CONSTRAINT pk_migration_job PRIMARY KEY (id)
);
CREATE INDEX ix_migration_job_status ON migration_job (status, hierarchy_id);

CREATE TABLE migration_job_scope (
    job_id BIGINT NOT NULL,
    scope_name NVARCHAR(200) NOT NULL,
    CONSTRAINT pk_migration_job_scope PRIMARY KEY (job_id, scope_name),
    CONSTRAINT fk_migration_job_scope FOREIGN KEY (job_id) REFERENCES migration_job (id)
);

CREATE TABLE migration_job_request (
    user_name NVARCHAR(255) NOT NULL,
    idempotency_key NVARCHAR(200) NOT NULL,
    request_digest NVARCHAR(64) NOT NULL,
    job_id BIGINT NOT NULL,
    created_at DATETIMEOFFSET(7) NOT NULL,
    CONSTRAINT pk_migration_job_request PRIMARY KEY (user_name, idempotency_key)
);

CREATE TABLE migration_plan (
    id BIGINT IDENTITY(1,1) NOT NULL,
    job_id BIGINT NOT NULL,
    digest NVARCHAR(64) NOT NULL,
    created_by NVARCHAR(255) NOT NULL,
    created_at DATETIMEOFFSET(7) NOT NULL,
    clients NVARCHAR(MAX),
    content NVARCHAR(MAX),
    CONSTRAINT pk_migration_plan PRIMARY KEY (id)
);
CREATE INDEX ix_migration_plan_job ON migration_plan (job_id);

CREATE TABLE migration_plan_item (
    plan_id BIGINT NOT NULL,
    position INT NOT NULL,
    entity_id BIGINT NOT NULL,
    object_type NVARCHAR(40) NOT NULL,
    source_key NVARCHAR(255) NOT NULL,
    name NVARCHAR(400) NOT NULL,
    target_name NVARCHAR(400) NOT NULL,
    destination_key NVARCHAR(255),
    fate NVARCHAR(20) NOT NULL,
    reason_code NVARCHAR(60),
    reason NVARCHAR(1000),
    version NVARCHAR(255),
    payload NVARCHAR(MAX),
    source_digest NVARCHAR(64) NOT NULL,
    target_digest NVARCHAR(64),
    destination_digest NVARCHAR(64),
    details NVARCHAR(MAX) NOT NULL,
    CONSTRAINT pk_migration_plan_item PRIMARY KEY (plan_id, position)
);

CREATE TABLE migration_run (
    id BIGINT IDENTITY(1,1) NOT NULL,
    job_id BIGINT NOT NULL,
    run_number INT NOT NULL,
    started_by NVARCHAR(255) NOT NULL,
    started_at DATETIMEOFFSET(7) NOT NULL,
    finished_at DATETIMEOFFSET(7),
    status NVARCHAR(20) NOT NULL,
    selection NVARCHAR(MAX) NOT NULL,
    plan_id BIGINT,
    phase NVARCHAR(20) NOT NULL,
    done BIGINT NOT NULL,
    total BIGINT NOT NULL,
    bytes_done BIGINT NOT NULL,
    bytes_total BIGINT NOT NULL,
    rate FLOAT NOT NULL,
    failure NVARCHAR(MAX),
    clients NVARCHAR(MAX),
    content NVARCHAR(MAX),
    verification NVARCHAR(MAX),
    CONSTRAINT pk_migration_run PRIMARY KEY (id),
    CONSTRAINT uq_migration_run UNIQUE (job_id, run_number)
);

CREATE TABLE migration_run_item (
    run_id BIGINT NOT NULL,
    position INT NOT NULL,
    entity_id BIGINT NOT NULL,
    status NVARCHAR(20) NOT NULL,
    destination_key NVARCHAR(255),
    code NVARCHAR(60),
    message NVARCHAR(2000),
    finished_at DATETIMEOFFSET(7),
    CONSTRAINT pk_migration_run_item PRIMARY KEY (run_id, position)
);
CREATE INDEX ix_migration_run_item_status ON migration_run_item (run_id, status);

CREATE TABLE migration_event (
    id BIGINT IDENTITY(1,1) NOT NULL,
    job_id BIGINT NOT NULL,
    run_number INT NOT NULL,
    happened_at DATETIMEOFFSET(7) NOT NULL,
    entity_id BIGINT,
    code NVARCHAR(60) NOT NULL,
    message NVARCHAR(2000) NOT NULL,
    CONSTRAINT pk_migration_event PRIMARY KEY (id)
);
CREATE INDEX ix_migration_event_job ON migration_event (job_id, id);
