package org.godwit.credential;

/**
 * Whose credential it is, and for what. A sealed secret is bound to it: moved to another owner it cannot be opened.
 *
 * @param type what kind of thing, upper snake case, e.g. {@code SOURCE_HIERARCHY}; at most 40 characters
 * @param id its id as text; at most 64 characters
 * @param purpose what it is used for, upper snake case, e.g. {@code DATABASE}; at most 40 characters
 */
public record CredentialOwner(String type, String id, String purpose) {

    public CredentialOwner {
        if (type.isBlank() || type.length() > 40 || id.isBlank() || id.length() > 64) {
            throw new IllegalArgumentException("not an owner: " + type + " " + id);
        }
        if (purpose.isBlank() || purpose.length() > 40) {
            throw new IllegalArgumentException("not a purpose: " + purpose);
        }
    }
}
