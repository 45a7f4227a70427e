-- How far migration was at a moment, for the pictures of its course.
CREATE TABLE progress_sample (
    taken_at DATETIMEOFFSET(7) NOT NULL,
    objects_migrated BIGINT NOT NULL,
    objects_remaining BIGINT NOT NULL,
    clients_migrated BIGINT NOT NULL,
    clients_at_sources BIGINT NOT NULL,
    content_bytes BIGINT NOT NULL,
    CONSTRAINT pk_progress_sample PRIMARY KEY (taken_at)
);
