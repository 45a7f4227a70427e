-- The mail server, if there is one: one row. Its password is in the vault.
CREATE TABLE mail_server (
    id INT NOT NULL,
    host NVARCHAR(255) NOT NULL,
    port INT NOT NULL,
    transport_security NVARCHAR(20) NOT NULL,
    account_user NVARCHAR(256),
    sender NVARCHAR(320) NOT NULL,
    changed_at DATETIMEOFFSET(7) NOT NULL,
    changed_by NVARCHAR(256) NOT NULL,
    CONSTRAINT pk_mail_server PRIMARY KEY (id)
);
