CREATE TABLE security_role (
    id BIGINT IDENTITY(1,1) NOT NULL,
    name NVARCHAR(100) NOT NULL,
    description NVARCHAR(400) NOT NULL,
    built_in BIT NOT NULL,
    CONSTRAINT pk_security_role PRIMARY KEY (id),
    CONSTRAINT uq_security_role_name UNIQUE (name)
);

-- Rights of custom roles; those of built-in roles are the program's.
CREATE TABLE security_role_right (
    role_id BIGINT NOT NULL,
    right_name NVARCHAR(60) NOT NULL,
    CONSTRAINT pk_security_role_right PRIMARY KEY (role_id, right_name),
    CONSTRAINT fk_security_role_right_role FOREIGN KEY (role_id) REFERENCES security_role (id) ON DELETE CASCADE
);

CREATE TABLE security_scope (
    id BIGINT IDENTITY(1,1) NOT NULL,
    name NVARCHAR(100) NOT NULL,
    description NVARCHAR(400) NOT NULL,
    built_in BIT NOT NULL,
    CONSTRAINT pk_security_scope PRIMARY KEY (id),
    CONSTRAINT uq_security_scope_name UNIQUE (name)
);

CREATE TABLE admin_user (
    id BIGINT IDENTITY(1,1) NOT NULL,
    name NVARCHAR(200) NOT NULL,
    source NVARCHAR(20) NOT NULL,
    password_hash NVARCHAR(200),
    must_change_password BIT NOT NULL,
    password_changed_at DATETIMEOFFSET(7) NOT NULL,
    enabled BIT NOT NULL,
    failed_attempts INT NOT NULL,
    locked_until DATETIMEOFFSET(7),
    last_sign_in_at DATETIMEOFFSET(7),
    created_at DATETIMEOFFSET(7) NOT NULL,
    created_by NVARCHAR(200) NOT NULL,
    [version] BIGINT NOT NULL,
    CONSTRAINT pk_admin_user PRIMARY KEY (id),
    CONSTRAINT uq_admin_user_name UNIQUE (name)
);

CREATE TABLE admin_user_role (
    user_id BIGINT NOT NULL,
    role_id BIGINT NOT NULL,
    CONSTRAINT pk_admin_user_role PRIMARY KEY (user_id, role_id),
    CONSTRAINT fk_admin_user_role_user FOREIGN KEY (user_id) REFERENCES admin_user (id) ON DELETE CASCADE,
    CONSTRAINT fk_admin_user_role_role FOREIGN KEY (role_id) REFERENCES security_role (id)
);

CREATE TABLE admin_user_scope (
    user_id BIGINT NOT NULL,
    scope_id BIGINT NOT NULL,
    CONSTRAINT pk_admin_user_scope PRIMARY KEY (user_id, scope_id),
    CONSTRAINT fk_admin_user_scope_user FOREIGN KEY (user_id) REFERENCES admin_user (id) ON DELETE CASCADE,
    CONSTRAINT fk_admin_user_scope_scope FOREIGN KEY (scope_id) REFERENCES security_scope (id)
);

-- A token is never kept: only its SHA-256, and its first characters to tell it from others.
CREATE TABLE api_token (
    id BIGINT IDENTITY(1,1) NOT NULL,
    user_id BIGINT NOT NULL,
    name NVARCHAR(100) NOT NULL,
    prefix NVARCHAR(20) NOT NULL,
    token_hash NVARCHAR(64) NOT NULL,
    created_at DATETIMEOFFSET(7) NOT NULL,
    expires_at DATETIMEOFFSET(7) NOT NULL,
    last_used_at DATETIMEOFFSET(7),
    CONSTRAINT pk_api_token PRIMARY KEY (id),
    CONSTRAINT uq_api_token_hash UNIQUE (token_hash),
    CONSTRAINT fk_api_token_user FOREIGN KEY (user_id) REFERENCES admin_user (id) ON DELETE CASCADE
);
CREATE INDEX ix_api_token_user ON api_token (user_id);

CREATE TABLE api_token_right (
    token_id BIGINT NOT NULL,
    right_name NVARCHAR(60) NOT NULL,
    CONSTRAINT pk_api_token_right PRIMARY KEY (token_id, right_name),
    CONSTRAINT fk_api_token_right_token FOREIGN KEY (token_id) REFERENCES api_token (id) ON DELETE CASCADE
);
