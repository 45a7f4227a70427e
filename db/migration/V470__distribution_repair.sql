-- When a published content was found damaged; until it is proven again it is not trusted, but says what it should be.
ALTER TABLE content_evidence ADD doubted_at DATETIMEOFFSET(7);
-- Whether a validation repairs what it finds damaged, and what it mended, as JSON; null for one that only looks.
ALTER TABLE content_validation ADD repair BIT;
ALTER TABLE content_validation ADD repairs NVARCHAR(MAX);
-- Who else has a file, by its hash.
CREATE INDEX ix_verified_file_hash ON verified_file (file_hash, distribution_point_id);
