-- Which source distribution points an agent's location is near; a point belongs to one location at most.
CREATE TABLE agent_location_source (
    source_point_id BIGINT NOT NULL,
    location NVARCHAR(64) NOT NULL,
    CONSTRAINT pk_agent_location_source PRIMARY KEY (source_point_id),
    CONSTRAINT fk_agent_location_source FOREIGN KEY (location) REFERENCES agent_location (name)
);
