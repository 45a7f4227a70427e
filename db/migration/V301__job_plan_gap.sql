-- What a plan lacks because the source did not give it: a list of sentences, JSON.
ALTER TABLE migration_plan ADD not_gathered NVARCHAR(MAX);
