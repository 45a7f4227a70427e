-- A group of the directory or of an OpenID Connect provider: who belongs to it has its roles and scopes.
CREATE TABLE admin_group (
    id BIGINT IDENTITY(1,1) NOT NULL,
    name NVARCHAR(200) NOT NULL,
    source NVARCHAR(20) NOT NULL,
    created_at DATETIMEOFFSET(7) NOT NULL,
    created_by NVARCHAR(200) NOT NULL,
    CONSTRAINT pk_admin_group PRIMARY KEY (id),
    CONSTRAINT uq_admin_group_name UNIQUE (source, name)
);

CREATE TABLE admin_group_role (
    group_id BIGINT NOT NULL,
    role_id BIGINT NOT NULL,
    CONSTRAINT pk_admin_group_role PRIMARY KEY (group_id, role_id),
    CONSTRAINT fk_admin_group_role_group FOREIGN KEY (group_id) REFERENCES admin_group (id) ON DELETE CASCADE,
    CONSTRAINT fk_admin_group_role_role FOREIGN KEY (role_id) REFERENCES security_role (id)
);

CREATE TABLE admin_group_scope (
    group_id BIGINT NOT NULL,
    scope_id BIGINT NOT NULL,
    CONSTRAINT pk_admin_group_scope PRIMARY KEY (group_id, scope_id),
    CONSTRAINT fk_admin_group_scope_group FOREIGN KEY (group_id) REFERENCES admin_group (id) ON DELETE CASCADE,
    CONSTRAINT fk_admin_group_scope_scope FOREIGN KEY (scope_id) REFERENCES security_scope (id)
);

-- Who belonged to it at her last sign-in.
CREATE TABLE admin_user_group (
    user_id BIGINT NOT NULL,
    group_id BIGINT NOT NULL,
    CONSTRAINT pk_admin_user_group PRIMARY KEY (user_id, group_id),
    CONSTRAINT fk_admin_user_group_user FOREIGN KEY (user_id) REFERENCES admin_user (id) ON DELETE CASCADE,
    CONSTRAINT fk_admin_user_group_group FOREIGN KEY (group_id) REFERENCES admin_group (id) ON DELETE CASCADE
);

-- An account for emergencies, whose every use raises an alert.
ALTER TABLE admin_user ADD break_glass BIT;

-- A second factor's secret is not kept: it follows from this salt and a key that is not in the database. A code counts once, so
-- the last step of time that one was taken for is kept.
ALTER TABLE admin_user ADD totp_salt VARBINARY(32);
ALTER TABLE admin_user ADD totp_confirmed_at DATETIMEOFFSET(7);
ALTER TABLE admin_user ADD totp_last_step BIGINT;
