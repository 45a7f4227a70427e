-- The change mark of the row at the source when it was read; null where the source offers none.
ALTER TABLE gathered_client ADD mark BIGINT;

-- When all client rows of a source were last compared by their content, and which data classes were read.
CREATE TABLE client_comparison (
    hierarchy_id BIGINT NOT NULL,
    compared_at DATETIMEOFFSET(7) NOT NULL,
    data_classes NVARCHAR(400) NOT NULL,
    CONSTRAINT pk_client_comparison PRIMARY KEY (hierarchy_id)
);
