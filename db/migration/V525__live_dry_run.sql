-- By which settings the site was asked: a dry run by the present ones comes before any block.
ALTER TABLE live_comparison ADD connection_digest NVARCHAR(64);
ALTER TABLE live_comparison ADD blocked_here_only BIGINT;
-- Null where the live site has no record of the client.
ALTER TABLE live_difference ADD live_resource_id BIGINT;
