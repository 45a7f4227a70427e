CREATE INDEX ix_block_guard_kind ON block_guard (kind, sms_id);
