package org.godwit.access.directory;

import com.unboundid.ldap.sdk.BindResult;
import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SASLBindRequest;
import com.unboundid.ldap.sdk.SASLClientBindHandler;
import java.util.ArrayList;
import java.util.Map;
import javax.security.sasl.Sasl;
import javax.security.sasl.SaslClient;
import javax.security.sasl.SaslException;
import org.jspecify.annotations.Nullable;

/**
 * A bind by Kerberos (SASL GSSAPI, RFC 4752) as the JAAS subject of this thread. Both sides prove who they are, and what
 * follows on the connection is signed and encrypted. The library's own GSSAPI bind signs in by itself and by way of system
 * properties, which are everybody's.
 */
final class GssapiBind extends SASLBindRequest {

    private static final String MECHANISM = "GSSAPI";
    private static final Map<String, String> CONFIDENTIAL = Map.of(Sasl.QOP, "auth-conf", Sasl.SERVER_AUTH, "true");

    private final String host;

    /** @param host by which the domain knows the controller: its service is {@code ldap/host} */
    GssapiBind(String host, Control @Nullable ... controls) {
        super(controls);
        this.host = host;
    }

    @Override
    public String getSASLMechanismName() {
        return MECHANISM;
    }

    @Override
    protected BindResult process(LDAPConnection connection, int depth) throws LDAPException {
        try {
            SaslClient client =
                    Sasl.createSaslClient(new String[] {MECHANISM}, null, "ldap", host, CONFIDENTIAL, callbacks -> {});
            return new SASLClientBindHandler(
                            this,
                            connection,
                            MECHANISM,
                            client,
                            getControls(),
                            getResponseTimeoutMillis(connection),
                            new ArrayList<>())
                    .processSASLBind();
        } catch (SaslException e) {
            throw new LDAPException(ResultCode.LOCAL_ERROR, "Kerberos gave no ticket for the controller", e);
        }
    }

    @Override
    public GssapiBind duplicate() {
        return duplicate(getControls());
    }

    @Override
    public GssapiBind duplicate(Control @Nullable [] controls) {
        return new GssapiBind(host, controls);
    }

    @Override
    public void toString(StringBuilder text) {
        text.append("GssapiBind(").append(host).append(')');
    }
}
