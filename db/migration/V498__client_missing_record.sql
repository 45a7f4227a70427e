-- How many clients of a large source had no record at the destination when that was counted last.
CREATE TABLE client_missing_record (
    hierarchy_id BIGINT NOT NULL,
    clients BIGINT NOT NULL,
    -- what was there then: where neither changed, nothing is counted again
    gathered BIGINT NOT NULL,
    records BIGINT NOT NULL,
    counted_at DATETIMEOFFSET(7) NOT NULL,
    CONSTRAINT pk_client_missing_record PRIMARY KEY (hierarchy_id)
);
