package org.godwit.access;

/**
 * A token at its making, the one time it can be read.
 *
 * @param token to be sent as {@code Authorization: Bearer …}; kept nowhere
 */
public record NewApiToken(ApiToken details, String token) {

    @Override
    public String toString() {
        return "NewApiToken[" + details + "]";
    }
}
