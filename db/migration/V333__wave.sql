CREATE TABLE wave_plan (
    id BIGINT IDENTITY(1,1) NOT NULL,
    name NVARCHAR(200) NOT NULL,
    hierarchy_id BIGINT NOT NULL,
    created_by NVARCHAR(255) NOT NULL,
    created_at DATETIMEOFFSET(7) NOT NULL,
    pause_seconds BIGINT NOT NULL,
    status NVARCHAR(20) NOT NULL,
    held_because NVARCHAR(1000),
    next_at DATETIMEOFFSET(7),
    CONSTRAINT pk_wave_plan PRIMARY KEY (id)
);

CREATE TABLE wave (
    id BIGINT IDENTITY(1,1) NOT NULL,
    plan_id BIGINT NOT NULL,
    wave_number INT NOT NULL,
    list_id BIGINT NOT NULL,
    clients BIGINT NOT NULL,
    blocked BIGINT NOT NULL,
    status NVARCHAR(20) NOT NULL,
    job_id BIGINT,
    started_at DATETIMEOFFSET(7),
    finished_at DATETIMEOFFSET(7),
    CONSTRAINT pk_wave PRIMARY KEY (id),
    CONSTRAINT uq_wave UNIQUE (plan_id, wave_number),
    CONSTRAINT fk_wave_plan FOREIGN KEY (plan_id) REFERENCES wave_plan (id) ON DELETE CASCADE
);
