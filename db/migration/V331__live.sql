CREATE TABLE live_comparison (
    id BIGINT IDENTITY(1,1) NOT NULL,
    mode NVARCHAR(20) NOT NULL,
    status NVARCHAR(20) NOT NULL,
    requested_by NVARCHAR(255) NOT NULL,
    started_at DATETIMEOFFSET(7) NOT NULL,
    finished_at DATETIMEOFFSET(7),
    blocked_here BIGINT,
    blocked_at_source BIGINT,
    blocked_there BIGINT,
    unknown_there BIGINT,
    not_blocked_there BIGINT,
    blocked_there_only BIGINT,
    lifted BIGINT,
    blocked_now BIGINT,
    failed BIGINT,
    failure NVARCHAR(1000),
    CONSTRAINT pk_live_comparison PRIMARY KEY (id)
);

CREATE TABLE live_difference (
    id BIGINT IDENTITY(1,1) NOT NULL,
    comparison_id BIGINT NOT NULL,
    kind NVARCHAR(30) NOT NULL,
    sms_id NVARCHAR(255) NOT NULL,
    resource_id BIGINT NOT NULL,
    detail NVARCHAR(1000) NOT NULL,
    CONSTRAINT pk_live_difference PRIMARY KEY (id),
    CONSTRAINT fk_live_difference FOREIGN KEY (comparison_id) REFERENCES live_comparison (id) ON DELETE CASCADE
);
CREATE INDEX ix_live_difference_comparison ON live_difference (comparison_id, id);
