-- When somebody asked a validation to stop; whoever does it looks for this while it hashes. Null if nobody did.
ALTER TABLE content_validation ADD stop_requested_at DATETIMEOFFSET(7);
