-- Filters of job creations that reviewers keep under a name, and who is told by mail of what newly fits.
CREATE TABLE saved_review (
    id BIGINT IDENTITY(1,1) NOT NULL,
    owner_name NVARCHAR(256) NOT NULL,
    name NVARCHAR(100) NOT NULL,
    shared BIT NOT NULL,
    creator NVARCHAR(200),
    job NVARCHAR(400),
    from_day DATE,
    to_day DATE,
    flag NVARCHAR(40),
    reviewed BIT,
    mail_to NVARCHAR(320),
    created_at DATETIMEOFFSET(7) NOT NULL,
    CONSTRAINT pk_saved_review PRIMARY KEY (id),
    CONSTRAINT uq_saved_review UNIQUE (owner_name, name)
);
-- Up to which event unusual job creations were told.
CREATE TABLE review_watch (
    id INT NOT NULL,
    looked_seq BIGINT NOT NULL,
    CONSTRAINT pk_review_watch PRIMARY KEY (id)
);
INSERT INTO review_watch (id, looked_seq) SELECT 1, events FROM audit_head WHERE id = 1;
