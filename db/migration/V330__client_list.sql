CREATE TABLE client_list (
    id BIGINT IDENTITY(1,1) NOT NULL,
    hierarchy_id BIGINT NOT NULL,
    clients BIGINT NOT NULL,
    blocked BIGINT NOT NULL,
    CONSTRAINT pk_client_list PRIMARY KEY (id)
);
CREATE INDEX ix_client_list_hierarchy ON client_list (hierarchy_id);

CREATE TABLE client_list_member (
    list_id BIGINT NOT NULL,
    sms_id NVARCHAR(255) NOT NULL,
    CONSTRAINT pk_client_list_member PRIMARY KEY (list_id, sms_id),
    CONSTRAINT fk_client_list_member FOREIGN KEY (list_id) REFERENCES client_list (id) ON DELETE CASCADE
);

CREATE TABLE gathered_left_out (
    hierarchy_id BIGINT NOT NULL,
    resource_id BIGINT NOT NULL,
    sms_id NVARCHAR(255) NOT NULL,
    CONSTRAINT pk_gathered_left_out PRIMARY KEY (hierarchy_id, resource_id)
);
CREATE INDEX ix_gathered_left_out_sms_id ON gathered_left_out (sms_id);
