CREATE INDEX ix_audit_event_actor ON audit_event (actor, seq);
CREATE INDEX ix_audit_event_action ON audit_event (action, seq);
CREATE INDEX ix_audit_event_object ON audit_event (object_type, object_id, seq);
CREATE INDEX ix_audit_event_occurred ON audit_event (occurred_at, seq);

-- The one row every writer locks to take its place in the chain: how many events there are, the hash of the last one,
-- and a keyed hash over both.
CREATE TABLE audit_head (
    id INT NOT NULL,
    events BIGINT NOT NULL,
    last_hash VARBINARY(32) NOT NULL,
    mac VARBINARY(32) NOT NULL,
    CONSTRAINT pk_audit_head PRIMARY KEY (id)
);
INSERT INTO audit_head (id, events, last_hash, mac) VALUES (
    1, 0, 0x0000000000000000000000000000000000000000000000000000000000000000, 0x0000000000000000000000000000000000000000000000000000000000000000
);
