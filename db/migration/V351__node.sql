-- The server nodes over this database, as each says of itself with every heartbeat.
CREATE TABLE server_node (
    name VARCHAR(50) NOT NULL,
    host NVARCHAR(255) NOT NULL,
    godwit_version NVARCHAR(64) NOT NULL,
    started_at DATETIMEOFFSET(7) NOT NULL,
    last_heartbeat DATETIMEOFFSET(7) NOT NULL,
    threads INT NOT NULL,
    running INT NOT NULL,
    cpu_load FLOAT,
    heap_used BIGINT NOT NULL,
    heap_max BIGINT NOT NULL,
    CONSTRAINT pk_server_node PRIMARY KEY (name)
);
