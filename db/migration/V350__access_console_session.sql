-- Sessions of the console, so that any server node answers any request. Attributes are serialised Java objects.
CREATE TABLE console_session (
    primary_id CHAR(36) NOT NULL,
    session_id CHAR(36) NOT NULL,
    creation_time BIGINT NOT NULL,
    last_access_time BIGINT NOT NULL,
    max_inactive_interval INT NOT NULL,
    expiry_time BIGINT NOT NULL,
    principal_name NVARCHAR(256),
    CONSTRAINT pk_console_session PRIMARY KEY (primary_id),
    CONSTRAINT uq_console_session UNIQUE (session_id)
);
CREATE INDEX ix_console_session_expiry ON console_session (expiry_time);
CREATE INDEX ix_console_session_principal ON console_session (principal_name);

CREATE TABLE console_session_attributes (
    session_primary_id CHAR(36) NOT NULL,
    attribute_name NVARCHAR(200) NOT NULL,
    attribute_bytes VARBINARY(MAX) NOT NULL,
    CONSTRAINT pk_console_session_attributes PRIMARY KEY (session_primary_id, attribute_name),
    CONSTRAINT fk_console_session_attributes FOREIGN KEY (session_primary_id) REFERENCES console_session (primary_id)
        ON DELETE CASCADE
);
