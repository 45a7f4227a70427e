CREATE TABLE client_record (
    id BIGINT IDENTITY(1,1) NOT NULL,
    sms_id NVARCHAR(255) NOT NULL,
    name NVARCHAR(255),
    [domain] NVARCHAR(255),
    source_site_code NVARCHAR(20),
    client_type INT,
    active BIT,
    approval_status INT,
    client_cert_type INT,
    certificate_thumbprint NVARCHAR(255),
    client_version NVARCHAR(255),
    operating_system NVARCHAR(255),
    hardware_id NVARCHAR(255),
    smbios_guid NVARCHAR(255),
    previous_sms_id NVARCHAR(255),
    ad_site_name NVARCHAR(255),
    full_domain_name NVARCHAR(255),
    distinguished_name NVARCHAR(1000),
    virtual_machine BIT,
    creation_date DATETIME2(3),
    last_active_time DATETIME2(3),
    last_policy_request DATETIME2(3),
    last_hardware_scan DATETIME2(3),
    mac_addresses NVARCHAR(2000),
    ip_addresses NVARCHAR(2000),
    resource_names NVARCHAR(2000),
    user_name NVARCHAR(255),
    user_domain NVARCHAR(255),
    last_logon DATETIME2(3),
    digest VARBINARY(16),
    hierarchy_id BIGINT,
    resource_id BIGINT,
    job_id BIGINT,
    run_id BIGINT,
    migrated_at DATETIME2(3),
    status NVARCHAR(20) NOT NULL,
    site_code NVARCHAR(20),
    assigned_at DATETIME2(3),
    blocked BIT NOT NULL,
    block_lifted BIT NOT NULL,
    block_origin NVARCHAR(20),
    CONSTRAINT pk_client_record PRIMARY KEY (id),
    CONSTRAINT uq_client_record UNIQUE (sms_id)
);
CREATE INDEX ix_client_record_name ON client_record (name, id);
CREATE INDEX ix_client_record_site ON client_record (site_code, blocked, id);
CREATE INDEX ix_client_record_blocked ON client_record (blocked, id);

CREATE TABLE client_record_staging (
    id BIGINT IDENTITY(1,1) NOT NULL,
    sms_id NVARCHAR(255) NOT NULL,
    name NVARCHAR(255),
    [domain] NVARCHAR(255),
    source_site_code NVARCHAR(20),
    client_type INT,
    active BIT,
    approval_status INT,
    client_cert_type INT,
    certificate_thumbprint NVARCHAR(255),
    client_version NVARCHAR(255),
    operating_system NVARCHAR(255),
    hardware_id NVARCHAR(255),
    smbios_guid NVARCHAR(255),
    previous_sms_id NVARCHAR(255),
    ad_site_name NVARCHAR(255),
    full_domain_name NVARCHAR(255),
    distinguished_name NVARCHAR(1000),
    virtual_machine BIT,
    creation_date DATETIME2(3),
    last_active_time DATETIME2(3),
    last_policy_request DATETIME2(3),
    last_hardware_scan DATETIME2(3),
    mac_addresses NVARCHAR(2000),
    ip_addresses NVARCHAR(2000),
    resource_names NVARCHAR(2000),
    user_name NVARCHAR(255),
    user_domain NVARCHAR(255),
    last_logon DATETIME2(3),
    digest VARBINARY(16),
    hierarchy_id BIGINT,
    resource_id BIGINT,
    job_id BIGINT,
    run_id BIGINT,
    migrated_at DATETIME2(3),
    site_code NVARCHAR(20),
    blocked BIT NOT NULL,
    CONSTRAINT pk_client_record_staging PRIMARY KEY (id)
);
CREATE INDEX ix_client_record_staging_run ON client_record_staging (run_id, sms_id);

CREATE TABLE gathered_client (
    hierarchy_id BIGINT NOT NULL,
    resource_id BIGINT NOT NULL,
    sms_id NVARCHAR(255),
    name NVARCHAR(255),
    site_code NVARCHAR(20),
    digest VARBINARY(16) NOT NULL,
    last_active BIGINT NOT NULL,
    own_block BIT NOT NULL,
    blocked BIT NOT NULL,
    fate NVARCHAR(20) NOT NULL,
    CONSTRAINT pk_gathered_client PRIMARY KEY (hierarchy_id, resource_id)
);

CREATE TABLE block_guard (
    id BIGINT IDENTITY(1,1) NOT NULL,
    hierarchy_id BIGINT NOT NULL,
    sms_id NVARCHAR(255) NOT NULL,
    kind NVARCHAR(20) NOT NULL,
    guarded_value NVARCHAR(255) NOT NULL,
    CONSTRAINT pk_block_guard PRIMARY KEY (id)
);
CREATE INDEX ix_block_guard_value ON block_guard (guarded_value, kind);
CREATE INDEX ix_block_guard_sms_id ON block_guard (sms_id);
CREATE INDEX ix_block_guard_hierarchy ON block_guard (hierarchy_id);

CREATE TABLE client_run (
    run_id BIGINT NOT NULL,
    phase NVARCHAR(20) NOT NULL,
    after_resource_id BIGINT NOT NULL,
    created BIGINT NOT NULL,
    updated BIGINT NOT NULL,
    skipped BIGINT NOT NULL,
    conflicts BIGINT NOT NULL,
    blocked BIGINT NOT NULL,
    finished BIT NOT NULL,
    CONSTRAINT pk_client_run PRIMARY KEY (run_id, phase)
);

CREATE TABLE early_assignment (
    id BIGINT IDENTITY(1,1) NOT NULL,
    hierarchy_id BIGINT NOT NULL,
    sms_id NVARCHAR(255) NOT NULL,
    site_code NVARCHAR(20),
    assigned_at DATETIME2(3),
    found_at DATETIME2(3) NOT NULL,
    CONSTRAINT pk_early_assignment PRIMARY KEY (id)
);
CREATE INDEX ix_early_assignment_sms_id ON early_assignment (sms_id);
