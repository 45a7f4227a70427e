-- The secrets of accounts that admins gave, sealed by a key that is not in this database.
CREATE TABLE stored_credential (
    id BIGINT IDENTITY(1,1) NOT NULL,
    owner_type NVARCHAR(40) NOT NULL,
    owner_id NVARCHAR(64) NOT NULL,
    purpose NVARCHAR(40) NOT NULL,
    account_kind NVARCHAR(40) NOT NULL,
    account_domain NVARCHAR(256),
    account_user NVARCHAR(256) NOT NULL,
    key_id NVARCHAR(64) NOT NULL,
    sealed VARBINARY(4000) NOT NULL,
    stored_at DATETIMEOFFSET(7) NOT NULL,
    stored_by NVARCHAR(256) NOT NULL,
    last_used_at DATETIMEOFFSET(7),
    CONSTRAINT pk_stored_credential PRIMARY KEY (id),
    CONSTRAINT uq_stored_credential_owner UNIQUE (owner_type, owner_id, purpose)
);

-- One row, written by whoever changes the vault: a key is replaced by one transaction at a time, on any node.
CREATE TABLE credential_vault (
    id INT NOT NULL,
    changes BIGINT NOT NULL,
    CONSTRAINT pk_credential_vault PRIMARY KEY (id)
);
INSERT INTO credential_vault (id, changes) VALUES (1, 0);
