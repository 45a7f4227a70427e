UPDATE live_difference SET live_resource_id = resource_id;
ALTER TABLE live_difference DROP COLUMN resource_id;
