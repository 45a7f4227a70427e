-- The source's own audit messages, as they were when an administrator asked for them: gzipped JSON Lines, in parts.
CREATE TABLE archive_source_audit (
    id BIGINT IDENTITY(1,1) NOT NULL,
    hierarchy_id BIGINT NOT NULL,
    status NVARCHAR(20) NOT NULL,
    messages BIGINT NOT NULL,
    bytes BIGINT NOT NULL,
    sha256 NVARCHAR(64),
    message NVARCHAR(1000),
    hint NVARCHAR(1000),
    requested_by NVARCHAR(256) NOT NULL,
    requested_at DATETIMEOFFSET(7) NOT NULL,
    ended_at DATETIMEOFFSET(7),
    CONSTRAINT pk_archive_source_audit PRIMARY KEY (id)
);

CREATE TABLE archive_source_audit_part (
    archive_id BIGINT NOT NULL,
    number INT NOT NULL,
    content VARBINARY(MAX) NOT NULL,
    CONSTRAINT pk_archive_source_audit_part PRIMARY KEY (archive_id, number),
    CONSTRAINT fk_archive_source_audit_part FOREIGN KEY (archive_id) REFERENCES archive_source_audit (id)
);
