CREATE TABLE wave_plan_scope (
    plan_id BIGINT NOT NULL,
    scope_name NVARCHAR(200) NOT NULL,
    CONSTRAINT pk_wave_plan_scope PRIMARY KEY (plan_id, scope_name),
    CONSTRAINT fk_wave_plan_scope FOREIGN KEY (plan_id) REFERENCES wave_plan (id) ON DELETE CASCADE
);
INSERT INTO wave_plan_scope (plan_id, scope_name) SELECT id, 'Default' FROM wave_plan;
