package org.godwit.audit;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the audit trail is kept.
 *
 * @param keyFile file of the key that events are chained with; every node of a cluster needs the same. By default
 *     {@code audit.key} in the data directory, made at first start
 * @param checkpointEvery how often the head of the chain is noted in {@code audit-checkpoints.jsonl} in the data
 *     directory, if there are new events
 * @param workingHours when the creation of a job is nothing unusual, Monday to Friday: from (06:00), to (20:00), zone
 *     (UTC)
 * @param verify when the whole trail and the files of sealed segments are verified unasked, e.g. {@code DAILY|02:15},
 *     {@code FIXED_DELAY|21600s}, or {@code -} for never; what is broken becomes an alert
 * @param segments how old events are sealed in files
 * @param syslog where the trail is sent to as it grows; nowhere by default
 */
@ConfigurationProperties("godwit.audit")
record AuditProperties(
        @Nullable Path keyFile,
        @DefaultValue("1m") Duration checkpointEvery,
        @DefaultValue WorkingHours workingHours,
        @DefaultValue("DAILY|02:15") String verify,
        @DefaultValue Segments segments,
        @DefaultValue Syslog syslog) {

    /**
     * @param folder where the files of sealed segments lie; every node of a cluster needs the same. By default
     *     {@code audit-segments} in the data directory
     * @param events how many events a segment holds at most
     * @param sealAfter how old events are when they are sealed unasked, after an unasked verification that found the trail
     *     intact; never, if not set
     * @param removeAfter how long the events of a sealed segment stay in the database when they are removed unasked; for
     *     good, if not set
     */
    record Segments(
            @Nullable Path folder,
            @DefaultValue("500000") int events,
            @Nullable Duration sealAfter,
            @Nullable Duration removeAfter) {}

    /**
     * @param host of a receiver of syslog over TLS (RFC 5424, RFC 5425); nothing is sent, if not set. Its certificate must
     *     name this host
     * @param port of the receiver
     * @param sslBundle name of the Spring SSL bundle with the certificates to trust, and the client's own if the receiver
     *     wants one; by default what the Java platform trusts
     * @param format what the text of an event's message is: {@code CEF}, or {@code STRUCTURED} for structured data
     * @param events whether events are sent
     * @param checkpoints whether signed heads of the chain are sent, one after each batch of events
     * @param every how often is looked for what is new
     * @param alertAfter how old the oldest event may be that was not sent yet, before an alert is raised
     */
    record Syslog(
            @Nullable String host,
            @DefaultValue("6514") int port,
            @Nullable String sslBundle,
            @DefaultValue("CEF") Format format,
            @DefaultValue("true") boolean events,
            @DefaultValue("true") boolean checkpoints,
            @DefaultValue("10s") Duration every,
            @DefaultValue("15m") Duration alertAfter) {

        enum Format {
            CEF,
            STRUCTURED
        }

        static final Syslog OFF = to(null, 6514, Format.CEF);

        /** With the defaults for all the rest. */
        static Syslog to(@Nullable String host, int port, Format format) {
            return new Syslog(host, port, null, format, true, true, Duration.ofSeconds(10), Duration.ofMinutes(15));
        }
    }
}
