-- The security scopes a source hierarchy lies in.
CREATE TABLE source_hierarchy_scope (
    hierarchy_id BIGINT NOT NULL,
    scope_name NVARCHAR(200) NOT NULL,
    CONSTRAINT pk_source_hierarchy_scope PRIMARY KEY (hierarchy_id, scope_name),
    CONSTRAINT fk_source_hierarchy_scope FOREIGN KEY (hierarchy_id) REFERENCES source_hierarchy (id)
);
INSERT INTO source_hierarchy_scope (hierarchy_id, scope_name) SELECT id, N'Default' FROM source_hierarchy;
