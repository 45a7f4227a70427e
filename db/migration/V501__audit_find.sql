-- Who did what, what was refused to whom, and what happened to one kind of object, each among millions of other events.
CREATE INDEX ix_audit_event_actor_action ON audit_event (actor, action, seq);
CREATE INDEX ix_audit_event_actor_outcome ON audit_event (actor, outcome, seq);
CREATE INDEX ix_audit_event_type ON audit_event (object_type, seq);
