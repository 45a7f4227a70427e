-- What the manifests of a content looked like when they were last read and stated what was proven: SHA-256 over their names,
-- sizes and time stamps, upper-case hex. Null until then.
ALTER TABLE content_evidence ADD manifest_mark NVARCHAR(64);
