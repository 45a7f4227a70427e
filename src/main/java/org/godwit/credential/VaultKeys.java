package org.godwit.credential;

import org.godwit.shared.GodwitException;

/** Where the vault's keys come from. Safe for use by several threads. */
interface VaultKeys {

    /**
     * The keys as known, or read now if they are not.
     *
     * @throws GodwitException {@code VAULT_KEY_UNREADABLE}
     */
    KeyRing ring();

    /** Reads the keys again: another node or an admin may have replaced one. */
    KeyRing reload();

    /** The error of keys that cannot be had. */
    static GodwitException unreadable(String why, String hint) {
        return new GodwitException(
                GodwitException.Kind.UNAVAILABLE,
                "VAULT_KEY_UNREADABLE",
                "The vault's key cannot be read: " + why + ".",
                hint);
    }
}
