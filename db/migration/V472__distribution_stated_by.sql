-- Who stated the hash of the whole content that the evidence was compared with: SITE or LIBRARY; null where nobody did.
ALTER TABLE content_evidence ADD stated_by NVARCHAR(16);
