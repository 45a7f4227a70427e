-- What the last gathering of a source could not read, because of rights or the release.
CREATE TABLE source_gap (
    hierarchy_id BIGINT NOT NULL,
    source_right NVARCHAR(40) NOT NULL,
    CONSTRAINT pk_source_gap PRIMARY KEY (hierarchy_id, source_right),
    CONSTRAINT fk_source_gap_hierarchy FOREIGN KEY (hierarchy_id) REFERENCES source_hierarchy (id)
);
