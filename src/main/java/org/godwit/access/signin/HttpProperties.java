package org.godwit.access.signin;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How the server speaks HTTP.
 *
 * @param allowPlain whether it may speak plain HTTP to other machines, for example to a TLS proxy. Without it, and without TLS
 *     of its own ({@code server.ssl…}), it listens on this machine's loopback address only
 * @param maxBody how large a request's body may be; the default has room for some 350,000 SMSIDs
 */
@ConfigurationProperties("godwit.http")
record HttpProperties(
        @DefaultValue("false") boolean allowPlain,
        @DefaultValue("16MB") DataSize maxBody) {}
