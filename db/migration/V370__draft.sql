-- Forms that somebody has begun and not sent yet.
CREATE TABLE draft (
    id BIGINT IDENTITY(1,1) NOT NULL,
    owner_name NVARCHAR(256) NOT NULL,
    kind NVARCHAR(30) NOT NULL,
    title NVARCHAR(200) NOT NULL,
    fields NVARCHAR(MAX) NOT NULL,
    changed_at DATETIMEOFFSET(7) NOT NULL,
    CONSTRAINT pk_draft PRIMARY KEY (id)
);
CREATE INDEX ix_draft_owner ON draft (owner_name, kind, changed_at);
