package org.godwit.hierarchy;

import org.godwit.credential.CredentialOwner;

/** What an account of a source hierarchy is used for. */
enum AccountPurpose {
    DATABASE("the site database"),
    PROVIDER("the SMS Provider"),
    CONTENT("content shares");

    static final String OWNER_TYPE = "SOURCE_HIERARCHY";

    private final String words;

    AccountPurpose(String words) {
        this.words = words;
    }

    /** As it is called in messages. */
    String words() {
        return words;
    }

    CredentialOwner owner(long hierarchyId) {
        return new CredentialOwner(OWNER_TYPE, Long.toString(hierarchyId), name());
    }
}
