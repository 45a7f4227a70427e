package org.godwit.credential;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * How this machine proves who it is in an Active Directory domain.
 *
 * @param keytab keytab with the computer account's keys; null to use the ticket cache of the server's own user, which is how a
 *     Windows service or a gMSA works
 * @param principal the computer account, e.g. {@code GODWIT01$@CORP.EXAMPLE}; needed with a keytab
 */
@ConfigurationProperties("godwit.kerberos")
record KerberosProperties(@Nullable Path keytab, @Nullable String principal) {}
