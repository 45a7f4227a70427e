package org.godwit.site;

import org.jspecify.annotations.Nullable;

/**
 * What a source's JDBC URL names, after it was checked.
 *
 * @param kind which database
 * @param host server; null for an embedded sample
 * @param port TCP port; null where the instance name decides, and for an embedded sample
 * @param instance named instance; null for none
 * @param database database name, or the file of an embedded sample
 * @param encrypted whether the connection is encrypted
 * @param certificateVerified whether the server must prove by certificate who it is
 */
public record SourceEndpoint(
        Kind kind,
        @Nullable String host,
        @Nullable Integer port,
        @Nullable String instance,
        String database,
        boolean encrypted,
        boolean certificateVerified) {

    public enum Kind {
        SQL_SERVER,
        EMBEDDED_SAMPLE
    }
}
