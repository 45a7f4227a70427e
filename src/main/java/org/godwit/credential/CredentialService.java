package org.godwit.credential;

import java.util.List;
import org.godwit.security.Requires;
import org.godwit.security.Right;
import org.godwit.shared.GodwitException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What admins see of stored credentials, and do with them: never a secret. */
@Service
@Transactional
public class CredentialService {

    private final CredentialStore store;
    private final CredentialVault vault;

    CredentialService(CredentialStore store, CredentialVault vault) {
        this.store = store;
        this.vault = vault;
    }

    /** Every stored credential, oldest first, for the security posture page. */
    @Requires(Right.SECURITY_POSTURE_READ)
    @Transactional(readOnly = true)
    public List<StoredCredential> list() {
        return store.all().stream().map(CredentialStore.Row::credential).toList();
    }

    /**
     * Removes one stored credential for good; what needs it fails until it is given again.
     *
     * @throws GodwitException {@code CREDENTIAL_NOT_FOUND}
     */
    @Requires(Right.SETTINGS_MODIFY)
    public void remove(long id) {
        StoredCredential credential = store.find(id)
                .map(CredentialStore.Row::credential)
                .orElseThrow(() -> GodwitException.notFound(
                        "CREDENTIAL_NOT_FOUND",
                        "There is no stored credential " + id + ".",
                        "List the stored credentials on the security posture page."));
        vault.remove(credential.owner());
    }

    /**
     * Seals every stored secret afresh: under a new key where the server keeps the key itself, else under the key that the
     * key store or command names as current.
     *
     * @return how many secrets were sealed afresh
     */
    @Requires(Right.SETTINGS_MODIFY)
    public int replaceKey() {
        return vault.replaceKey();
    }
}
