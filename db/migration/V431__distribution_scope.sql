-- The security scopes a distribution point of the destination lies in.
CREATE TABLE distribution_point_scope (
    distribution_point_id BIGINT NOT NULL,
    scope_name NVARCHAR(200) NOT NULL,
    CONSTRAINT pk_distribution_point_scope PRIMARY KEY (distribution_point_id, scope_name),
    CONSTRAINT fk_distribution_point_scope FOREIGN KEY (distribution_point_id) REFERENCES distribution_point (id)
);
INSERT INTO distribution_point_scope (distribution_point_id, scope_name) SELECT id, N'Default' FROM distribution_point;
