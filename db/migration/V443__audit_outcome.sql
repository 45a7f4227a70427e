-- The history of refusals follows this index.
CREATE INDEX ix_audit_event_outcome ON audit_event (outcome, seq);
