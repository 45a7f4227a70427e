package org.godwit.audit;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/** The table {@code audit_forwarding}: up to which event the trail was sent to syslog. */
@Repository
class ForwardingStore {

    private final JdbcTemplate jdbc;

    ForwardingStore(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Number of the last event that was sent; 0 if none was. */
    long sent() {
        Long sent = jdbc.queryForObject("SELECT sent_seq FROM audit_forwarding WHERE id = 1", Long.class);
        return sent == null ? 0 : sent;
    }

    /** Does nothing if somebody else has moved it. */
    void move(long from, long to) {
        jdbc.update("UPDATE audit_forwarding SET sent_seq = ? WHERE id = 1 AND sent_seq = ?", to, from);
    }
}
