ALTER TABLE client_record ADD attributes NVARCHAR(MAX);
ALTER TABLE client_record_staging ADD attributes NVARCHAR(MAX);
