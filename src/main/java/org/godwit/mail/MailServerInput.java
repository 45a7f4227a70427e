package org.godwit.mail;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.godwit.credential.Secret;
import org.jspecify.annotations.Nullable;

/**
 * The mail server as an administrator gives it.
 *
 * @param port null for the usual port of the protection chosen
 * @param security null means STARTTLS
 * @param user null for no sign-in
 * @param password null keeps the one that is stored for the same user and host
 */
public record MailServerInput(
        String host,
        @Nullable Integer port,
        MailServer.@Nullable Security security,
        @Nullable String user,

        @JsonProperty(access = JsonProperty.Access.WRITE_ONLY) @Nullable Secret password,

        String sender) {}
