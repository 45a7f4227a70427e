package org.godwit.access;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** The password given for the first administrator, if one was; it counts only while there is no such user. */
@Component
class BootstrapProperties {

    private final @Nullable String adminPassword;

    /**
     * @param adminPassword property {@code godwit.bootstrap-admin-password}; as an environment variable
     *     {@code GODWIT_BOOTSTRAP_ADMIN_PASSWORD}
     */
    BootstrapProperties(
            @Value("${godwit.bootstrap-admin-password:${GODWIT_BOOTSTRAP_ADMIN_PASSWORD:#{null}}}") @Nullable String adminPassword) {
        this.adminPassword = adminPassword == null || adminPassword.isBlank() ? null : adminPassword;
    }

    @Nullable String adminPassword() {
        return adminPassword;
    }

    @Override
    public String toString() {
        return "BootstrapProperties[" + (adminPassword == null ? "no password" : "a password") + " given]";
    }
}
