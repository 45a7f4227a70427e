CREATE TABLE gathering (
    id BIGINT IDENTITY(1,1) NOT NULL,
    hierarchy_id BIGINT NOT NULL,
    number INT NOT NULL,
    status NVARCHAR(20) NOT NULL,
    phase NVARCHAR(20),
    progress_done BIGINT NOT NULL,
    progress_total BIGINT NOT NULL,
    attempt INT NOT NULL,
    cause NVARCHAR(60),
    cause_code INT,
    message NVARCHAR(1000),
    hint NVARCHAR(1000),
    sites BIGINT NOT NULL,
    objects BIGINT NOT NULL,
    clients BIGINT NOT NULL,
    blocked BIGINT NOT NULL,
    packages BIGINT NOT NULL,
    distribution_points BIGINT NOT NULL,
    added BIGINT NOT NULL,
    modified BIGINT NOT NULL,
    removed BIGINT NOT NULL,
    requested_by NVARCHAR(256) NOT NULL,
    started_at DATETIMEOFFSET(7) NOT NULL,
    finished_at DATETIMEOFFSET(7),
    CONSTRAINT pk_gathering PRIMARY KEY (id),
    CONSTRAINT uq_gathering_number UNIQUE (hierarchy_id, number)
);

-- One row for each hierarchy that is or was gathered: what makes one gathering at a time of many requests.
CREATE TABLE gathering_state (
    hierarchy_id BIGINT NOT NULL,
    status NVARCHAR(20) NOT NULL,
    last_number INT NOT NULL,
    requested_by NVARCHAR(256) NOT NULL,
    stop_requested BIT NOT NULL,
    -- something changed while a cycle ran: run another one after it
    again BIT NOT NULL,
    last_success DATETIMEOFFSET(7),
    next_at DATETIMEOFFSET(7),
    CONSTRAINT pk_gathering_state PRIMARY KEY (hierarchy_id)
);
