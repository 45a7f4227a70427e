-- Old events that were exported to a file of their own: from which number to which, what the file is, and whether the
-- events have left this database. The keyed hash vouches for every column.
CREATE TABLE audit_segment (
    first_seq BIGINT NOT NULL,
    last_seq BIGINT NOT NULL,
    first_at DATETIMEOFFSET(7) NOT NULL,
    last_at DATETIMEOFFSET(7) NOT NULL,
    previous_hash VARBINARY(32) NOT NULL,
    last_hash VARBINARY(32) NOT NULL,
    file_name NVARCHAR(100) NOT NULL,
    file_bytes BIGINT NOT NULL,
    file_sha256 NVARCHAR(64) NOT NULL,
    sealed_at DATETIMEOFFSET(7) NOT NULL,
    sealed_by NVARCHAR(200) NOT NULL,
    removed_at DATETIMEOFFSET(7),
    removed_by NVARCHAR(200),
    mac VARBINARY(32) NOT NULL,
    CONSTRAINT pk_audit_segment PRIMARY KEY (first_seq)
);
