-- Whether the server takes no changes at present, for all nodes: one row.
CREATE TABLE maintenance_mode (
    id INT NOT NULL,
    read_only BIT NOT NULL,
    reason NVARCHAR(400) NOT NULL,
    changed_at DATETIMEOFFSET(7),
    changed_by NVARCHAR(256),
    CONSTRAINT pk_maintenance_mode PRIMARY KEY (id)
);
INSERT INTO maintenance_mode (id, read_only, reason) VALUES (1, 0, N'');
