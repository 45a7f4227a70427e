-- Up to which event the trail was sent to syslog.
CREATE TABLE audit_forwarding (
    id INT NOT NULL,
    sent_seq BIGINT NOT NULL,
    CONSTRAINT pk_audit_forwarding PRIMARY KEY (id)
);
INSERT INTO audit_forwarding (id, sent_seq) VALUES (1, 0);
